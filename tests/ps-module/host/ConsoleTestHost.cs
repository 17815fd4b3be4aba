using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;
using System.Threading;

namespace PsHost;

/// <summary>A non-interactive host: what would ask a person is an error, as under -NonInteractive.</summary>
internal sealed class ConsoleTestHost : PSHost
{
    private readonly ConsoleTestUi _ui = new();
    public int? ExitCode { get; private set; }
    public override string Name => "PsHost";
    public override Version Version => new(1, 0);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override PSHostUserInterface UI => _ui;
    public override CultureInfo CurrentCulture => Thread.CurrentThread.CurrentCulture;
    public override CultureInfo CurrentUICulture => Thread.CurrentThread.CurrentUICulture;
    public override void SetShouldExit(int exitCode) => ExitCode ??= exitCode;
    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
}

/// <summary>Writes to the console, or to a capture buffer while Out-String collects formatted text.</summary>
internal sealed class ConsoleTestUi : PSHostUserInterface
{
    [ThreadStatic] private static Stack<StringBuilder> s_captures;
    private readonly ConsoleTestRawUi _raw = new();

    public static void BeginCapture() => (s_captures ??= new()).Push(new StringBuilder());
    public static string EndCapture() => s_captures.Pop().ToString();

    public override PSHostRawUserInterface RawUI => _raw;
    public override void Write(string value)
    {
        if (s_captures is { Count: > 0 }) s_captures.Peek().Append(value);
        else Console.Out.Write(value);
    }
    public override void Write(ConsoleColor f, ConsoleColor b, string value) => Write(value);
    public override void WriteLine(string value) => Write(value + Environment.NewLine);
    public override void WriteErrorLine(string value) => Console.Error.WriteLine(value);
    public override void WriteDebugLine(string message) => Console.Error.WriteLine("DEBUG: " + message);
    public override void WriteVerboseLine(string message) => Console.Error.WriteLine("VERBOSE: " + message);
    public override void WriteWarningLine(string message) => Console.Error.WriteLine("WARNING: " + message);
    public override void WriteProgress(long sourceId, ProgressRecord record) { }

    public override string ReadLine() => throw NonInteractive();
    public override SecureString ReadLineAsSecureString() => throw NonInteractive();
    public override Dictionary<string, PSObject> Prompt(string c, string m, Collection<FieldDescription> d) =>
        throw NonInteractive();
    public override int PromptForChoice(string c, string m, Collection<ChoiceDescription> choices, int d) =>
        throw NonInteractive();
    public override PSCredential PromptForCredential(string c, string m, string u, string t) => throw NonInteractive();
    public override PSCredential PromptForCredential(string c, string m, string u, string t,
        PSCredentialTypes a, PSCredentialUIOptions o) => throw NonInteractive();

    private static PSInvalidOperationException NonInteractive() =>
        new("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
}

/// <summary>A screen of fixed size without a cursor.</summary>
internal sealed class ConsoleTestRawUi : PSHostRawUserInterface
{
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;
    public override Size BufferSize { get; set; } = new(120, 50);
    public override Size WindowSize { get; set; } = new(120, 50);
    public override Size MaxWindowSize => new(120, 50);
    public override Size MaxPhysicalWindowSize => new(120, 50);
    public override Coordinates CursorPosition { get; set; }
    public override Coordinates WindowPosition { get; set; }
    public override int CursorSize { get; set; } = 1;
    public override string WindowTitle { get; set; } = "";
    public override bool KeyAvailable => false;
    public override void FlushInputBuffer() { }
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];
    public override KeyInfo ReadKey(ReadKeyOptions options) =>
        throw new PSInvalidOperationException("PowerShell is in NonInteractive mode.");
    public override void ScrollBufferContents(Rectangle s, Coordinates d, Rectangle c, BufferCell f) { }
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) { }
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) { }
}
