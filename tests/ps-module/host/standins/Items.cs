using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace PsHost.Standins;

/// <summary>Item cmdlets over the engine's own providers.</summary>
public abstract class ItemCmdlet : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)] public string[] Path { get; set; }
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("PSPath", "FullName")] public string[] LiteralPath { get; set; }
    [Parameter] public SwitchParameter Force { get; set; }

    protected bool Literal => LiteralPath != null;
    protected string[] Targets => LiteralPath ?? Path ?? ["."];
    protected string FilePath(string path) => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    protected void Guard(object target, Action action)
    {
        try { action(); }
        catch (Exception error) when (error is not PipelineStoppedException and not ActionPreferenceStopException)
        {
            if (error is RuntimeException { ErrorRecord: { } record }) WriteError(new ErrorRecord(record, error));
            else WriteError(new ErrorRecord(error, error.GetType().Name,
                error is FileNotFoundException or DirectoryNotFoundException ? ErrorCategory.ObjectNotFound : ErrorCategory.NotSpecified, target));
        }
    }
}

[Cmdlet("Test", "Path")]
public sealed class TestPath : ItemCmdlet
{
    [Parameter] public string PathType { get; set; } = "Any";
    protected override void ProcessRecord()
    {
        foreach (var p in Targets)
        {
            bool found;
            try
            {
                found = PathType switch
                {
                    "Container" => InvokeProvider.Item.Exists(p, false, Literal) && InvokeProvider.Item.IsContainer(p),
                    "Leaf" => InvokeProvider.Item.Exists(p, false, Literal) && !InvokeProvider.Item.IsContainer(p),
                    _ => InvokeProvider.Item.Exists(p, false, Literal),
                };
            }
            catch (RuntimeException) { found = false; }
            WriteObject(found);
        }
    }
}

[Cmdlet("Get", "Item")]
public sealed class GetItem : ItemCmdlet
{
    protected override void ProcessRecord() =>
        Guard(Targets, () => WriteObject(InvokeProvider.Item.Get(Targets, Force, Literal), true));
}

[Cmdlet("Get", "ChildItem")]
public sealed class GetChildItem : ItemCmdlet
{
    [Parameter(Position = 1)] public string Filter { get; set; }
    [Parameter] public SwitchParameter Recurse { get; set; }
    [Parameter] public SwitchParameter File { get; set; }
    [Parameter] public SwitchParameter Directory { get; set; }
    [Parameter] public SwitchParameter Name { get; set; }
    protected override void ProcessRecord() => Guard(Targets, () =>
    {
        var pattern = Filter == null ? null : new WildcardPattern(Filter, WildcardOptions.IgnoreCase);
        foreach (var item in InvokeProvider.ChildItem.Get(Targets, Recurse, uint.MaxValue, Force, Literal))
        {
            if (File && item.BaseObject is not FileInfo || Directory && item.BaseObject is not DirectoryInfo) continue;
            var name = item.BaseObject is FileSystemInfo info ? info.Name : "" + item;
            if (pattern != null && !pattern.IsMatch(name)) continue;
            WriteObject(Name ? name : item);
        }
    });
}

[Cmdlet("New", "Item", SupportsShouldProcess = true)]
public sealed class NewItem : ItemCmdlet
{
    [Parameter] public string Name { get; set; }
    [Parameter, Alias("Type")] public string ItemType { get; set; } = "File";
    [Parameter(ValueFromPipeline = true)] public object Value { get; set; }
    protected override void ProcessRecord()
    {
        foreach (var p in Targets)
            if (ShouldProcess(p, "New Item"))
                Guard(p, () => WriteObject(InvokeProvider.Item.New([p], Name, ItemType, Value, Force), true));
    }
}

[Cmdlet("Remove", "Item", SupportsShouldProcess = true)]
public sealed class RemoveItem : ItemCmdlet
{
    [Parameter] public SwitchParameter Recurse { get; set; }
    protected override void ProcessRecord()
    {
        foreach (var p in Targets)
            if (ShouldProcess(p, "Remove Item"))
                Guard(p, () => InvokeProvider.Item.Remove([p], Recurse, Force, Literal));
    }
}

public abstract class TransferCmdlet : ItemCmdlet
{
    [Parameter(Position = 1)] public string Destination { get; set; } = ".";
    [Parameter] public SwitchParameter PassThru { get; set; }
}

[Cmdlet("Copy", "Item", SupportsShouldProcess = true)]
public sealed class CopyItem : TransferCmdlet
{
    [Parameter] public SwitchParameter Recurse { get; set; }
    protected override void ProcessRecord() => Guard(Targets, () =>
    {
        if (!ShouldProcess(string.Join(", ", Targets), "Copy Item")) return;
        var made = InvokeProvider.Item.Copy(Targets, Destination, Recurse, CopyContainers.CopyTargetContainer, Force, Literal);
        if (PassThru) WriteObject(made, true);
    });
}

[Cmdlet("Move", "Item", SupportsShouldProcess = true)]
public sealed class MoveItem : TransferCmdlet
{
    protected override void ProcessRecord() => Guard(Targets, () =>
    {
        if (!ShouldProcess(string.Join(", ", Targets), "Move Item")) return;
        var made = InvokeProvider.Item.Move(Targets, Destination, Force, Literal);
        if (PassThru) WriteObject(made, true);
    });
}

[Cmdlet("Rename", "Item", SupportsShouldProcess = true)]
public sealed class RenameItem : ItemCmdlet
{
    [Parameter(Position = 1, Mandatory = true)] public string NewName { get; set; }
    [Parameter] public SwitchParameter PassThru { get; set; }
    protected override void ProcessRecord() => Guard(Targets, () =>
    {
        if (!ShouldProcess(Targets[0], "Rename Item")) return;
        var made = InvokeProvider.Item.Rename(Targets[0], NewName, Force);
        if (PassThru) WriteObject(made, true);
    });
}

internal static class Text
{
    public static Encoding For(object encoding) => Selector.Unwrap(encoding) switch
    {
        Encoding e => e,
        null => new UTF8Encoding(false),
        var name => name.ToString().ToUpperInvariant() switch
        {
            "UTF8BOM" => new UTF8Encoding(true),
            "UNICODE" => Encoding.Unicode,
            "ASCII" => Encoding.ASCII,
            "LATIN1" => Encoding.Latin1,
            _ => new UTF8Encoding(false),
        },
    };
}

[Cmdlet("Get", "Content")]
public sealed class GetContent : ItemCmdlet
{
    [Parameter] public SwitchParameter Raw { get; set; }
    [Parameter] public object Encoding { get; set; }
    [Parameter] public int TotalCount { get; set; } = -1;
    [Parameter, Alias("Last")] public int Tail { get; set; } = -1;
    protected override void ProcessRecord()
    {
        foreach (var p in Targets)
            Guard(p, () =>
            {
                // Shared for writing, as Get-Content opens a log that is being appended to.
                using var stream = new FileStream(FilePath(p), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream, Text.For(Encoding), true);
                var text = reader.ReadToEnd();
                if (Raw) { WriteObject(text); return; }
                var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
                if (lines[^1] == "") lines.RemoveAt(lines.Count - 1);
                IEnumerable<string> chosen = lines;
                if (TotalCount >= 0) chosen = chosen.Take(TotalCount);
                if (Tail >= 0) chosen = chosen.TakeLast(Tail);
                WriteObject(chosen, true);
            });
    }
}

public abstract class WriteContentCmdlet : PSCmdlet
{
    private readonly List<string> _lines = [];
    [Parameter(Position = 0, Mandatory = true), Alias("LiteralPath", "FilePath")] public string Path { get; set; }
    [Parameter(Position = 1, ValueFromPipeline = true)] public object[] Value { get; set; } = [];
    [Parameter] public object Encoding { get; set; }
    [Parameter] public SwitchParameter NoNewline { get; set; }
    [Parameter] public SwitchParameter Force { get; set; }
    protected abstract bool Append { get; }
    protected override void ProcessRecord() => _lines.AddRange(Value.Select(LanguagePrimitives.ConvertTo<string>));
    protected override void EndProcessing()
    {
        var text = NoNewline ? string.Concat(_lines) : string.Concat(_lines.Select(l => l + Environment.NewLine));
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        try
        {
            if (Append) File.AppendAllText(file, text, Text.For(Encoding));
            else File.WriteAllText(file, text, Text.For(Encoding));
        }
        catch (IOException error) { WriteError(new ErrorRecord(error, "WriteContentError", ErrorCategory.WriteError, file)); }
    }
}

[Cmdlet("Set", "Content")]
public sealed class SetContent : WriteContentCmdlet { protected override bool Append => false; }

[Cmdlet("Add", "Content")]
public sealed class AddContent : WriteContentCmdlet { protected override bool Append => true; }

[Cmdlet("Join", "Path")]
public sealed class JoinPath : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)] public string[] Path { get; set; }
    [Parameter(Position = 1, Mandatory = true), AllowEmptyString] public string ChildPath { get; set; }
    [Parameter(Position = 2, ValueFromRemainingArguments = true)] public string[] AdditionalChildPath { get; set; } = [];
    protected override void ProcessRecord()
    {
        foreach (var p in Path)
            WriteObject(AdditionalChildPath.Aggregate(SessionState.Path.Combine(p, ChildPath), SessionState.Path.Combine));
    }
}

[Cmdlet("Split", "Path")]
public sealed class SplitPath : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true), Alias("LiteralPath")] public string[] Path { get; set; }
    [Parameter] public SwitchParameter Parent { get; set; }
    [Parameter] public SwitchParameter Leaf { get; set; }
    [Parameter] public SwitchParameter LeafBase { get; set; }
    [Parameter] public SwitchParameter Extension { get; set; }
    protected override void ProcessRecord()
    {
        foreach (var p in Path)
        {
            var leaf = SessionState.Path.ParseChildName(p);
            WriteObject(Leaf ? leaf : LeafBase ? System.IO.Path.GetFileNameWithoutExtension(leaf)
                : Extension ? System.IO.Path.GetExtension(leaf) : SessionState.Path.ParseParent(p, ""));
        }
    }
}

[Cmdlet("Resolve", "Path")]
public sealed class ResolvePath : ItemCmdlet
{
    protected override void ProcessRecord()
    {
        foreach (var p in Targets)
            Guard(p, () => WriteObject(Literal ? SessionState.Path.GetResolvedPSPathFromPSPath(WildcardPattern.Escape(p))
                : SessionState.Path.GetResolvedPSPathFromPSPath(p), true));
    }
}

[Cmdlet("Convert", "Path")]
public sealed class ConvertPath : ItemCmdlet
{
    protected override void ProcessRecord()
    {
        foreach (var p in Targets) Guard(p, () => WriteObject(SessionState.Path.GetResolvedProviderPathFromPSPath(p, out _), true));
    }
}

[Cmdlet("Get", "Location")]
public sealed class GetLocation : PSCmdlet { protected override void EndProcessing() => WriteObject(SessionState.Path.CurrentLocation); }

[Cmdlet("Set", "Location")]
public sealed class SetLocation : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true), Alias("LiteralPath")] public string Path { get; set; }
    protected override void EndProcessing() => SessionState.Path.SetLocation(Path);
}

[Cmdlet("Push", "Location")]
public sealed class PushLocation : PSCmdlet
{
    [Parameter(Position = 0), Alias("LiteralPath")] public string Path { get; set; }
    protected override void EndProcessing()
    {
        SessionState.Path.PushCurrentLocation(null);
        if (Path != null) SessionState.Path.SetLocation(Path);
    }
}

[Cmdlet("Pop", "Location")]
public sealed class PopLocation : PSCmdlet { protected override void EndProcessing() => SessionState.Path.PopLocation(null); }

[Cmdlet("New", "PSDrive")]
public sealed class NewPSDrive : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)] public string Name { get; set; }
    [Parameter(Position = 1, Mandatory = true)] public string PSProvider { get; set; }
    [Parameter(Position = 2, Mandatory = true)] public string Root { get; set; }
    [Parameter] public string Scope { get; set; } = "Global";
    protected override void EndProcessing() => WriteObject(SessionState.Drive.New(
        new PSDriveInfo(Name, SessionState.Provider.GetOne(PSProvider), Root, "", null), Scope));
}

[Cmdlet("Remove", "PSDrive")]
public sealed class RemovePSDrive : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)] public string Name { get; set; }
    protected override void EndProcessing() => SessionState.Drive.Remove(Name, true, "Global");
}

[Cmdlet("Unblock", "File")]
public sealed class UnblockFile : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), Alias("PSPath", "LiteralPath")]
    public string[] Path { get; set; }
    protected override void ProcessRecord() { }
}
