using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Threading;

namespace PsHost.Standins;

[Cmdlet("Write", "Output")]
public sealed class WriteOutput : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [AllowNull, AllowEmptyCollection] public PSObject[] InputObject { get; set; }
    [Parameter] public SwitchParameter NoEnumerate { get; set; }
    protected override void ProcessRecord()
    {
        if (InputObject == null) { WriteObject(null); return; }
        foreach (var o in InputObject) WriteObject(o, !NoEnumerate);
    }
}

[Cmdlet("Write", "Host")]
public sealed class WriteHost : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    public object Object { get; set; }
    [Parameter] public SwitchParameter NoNewline { get; set; }
    [Parameter] public object Separator { get; set; } = " ";
    [Parameter] public ConsoleColor ForegroundColor { get; set; }
    [Parameter] public ConsoleColor BackgroundColor { get; set; }
    protected override void ProcessRecord()
    {
        var value = Object is PSObject p ? p.BaseObject : Object;
        var text = value is IEnumerable list and not string
            ? string.Join(LanguagePrimitives.ConvertTo<string>(Separator), list.Cast<object>().Select(LanguagePrimitives.ConvertTo<string>))
            : LanguagePrimitives.ConvertTo<string>(Object);
        var message = new HostInformationMessage { Message = text, NoNewLine = NoNewline };
        WriteInformation(new InformationRecord(message, "Write-Host"));
        if (NoNewline) Host.UI.Write(text); else Host.UI.WriteLine(text);
    }
}

public abstract class WriteMessage : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true), AllowEmptyString, Alias("Msg", "MessageData")]
    public string Message { get; set; }
}

[Cmdlet("Write", "Verbose")]
public sealed class WriteVerbose_ : WriteMessage { protected override void ProcessRecord() => WriteVerbose(Message); }

[Cmdlet("Write", "Warning")]
public sealed class WriteWarning_ : WriteMessage { protected override void ProcessRecord() => WriteWarning(Message); }

[Cmdlet("Write", "Debug")]
public sealed class WriteDebug_ : WriteMessage { protected override void ProcessRecord() => WriteDebug(Message); }

[Cmdlet("Write", "Information")]
public sealed class WriteInformation_ : WriteMessage
{
    [Parameter(Position = 1)] public string[] Tags { get; set; } = [];
    protected override void ProcessRecord() => WriteInformation(Message, Tags);
}

[Cmdlet("Write", "Error", DefaultParameterSetName = "Message")]
public sealed class WriteError_ : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Message", ValueFromPipeline = true)] public string Message { get; set; }
    [Parameter(ParameterSetName = "Exception", Mandatory = true)] public Exception Exception { get; set; }
    [Parameter(ParameterSetName = "Record", Mandatory = true)] public ErrorRecord ErrorRecord { get; set; }
    [Parameter] public string ErrorId { get; set; } = "Microsoft.PowerShell.Commands.WriteErrorException";
    [Parameter] public ErrorCategory Category { get; set; }
    [Parameter] public object TargetObject { get; set; }
    protected override void ProcessRecord() => WriteError(ErrorRecord
        ?? new ErrorRecord(Exception ?? new Exception(Message), ErrorId, Category, TargetObject));
}

[Cmdlet("Write", "Progress")]
public sealed class WriteProgress_ : PSCmdlet
{
    [Parameter(Position = 0)] public string Activity { get; set; } = "";
    [Parameter(Position = 1)] public string Status { get; set; } = " ";
    [Parameter(Position = 2)] public int Id { get; set; }
    [Parameter] public int PercentComplete { get; set; } = -1;
    [Parameter] public int SecondsRemaining { get; set; } = -1;
    [Parameter] public string CurrentOperation { get; set; }
    [Parameter] public int ParentId { get; set; } = -1;
    [Parameter] public SwitchParameter Completed { get; set; }
    protected override void ProcessRecord() => WriteProgress(new ProgressRecord(Id, Activity, Status)
    {
        PercentComplete = PercentComplete, SecondsRemaining = SecondsRemaining, CurrentOperation = CurrentOperation,
        RecordType = Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    });
}

[Cmdlet("Read", "Host")]
public sealed class ReadHost : PSCmdlet
{
    [Parameter(Position = 0)] public string Prompt { get; set; }
    [Parameter] public SwitchParameter AsSecureString { get; set; }
    protected override void ProcessRecord() =>
        WriteObject(AsSecureString ? Host.UI.ReadLineAsSecureString() : Host.UI.ReadLine());
}

[Cmdlet("Start", "Sleep", DefaultParameterSetName = "Seconds")]
public sealed class StartSleep : PSCmdlet
{
    private readonly ManualResetEventSlim _stop = new();
    [Parameter(Position = 0, ParameterSetName = "Seconds")] public double Seconds { get; set; }
    [Parameter(ParameterSetName = "Milliseconds")] public int Milliseconds { get; set; }
    protected override void ProcessRecord() =>
        _stop.Wait(ParameterSetName == "Seconds" ? (int)(Seconds * 1000) : Milliseconds);
    protected override void StopProcessing() => _stop.Set();
}
