using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PsHost.Standins;

/// <summary>JSON by Newtonsoft, as PowerShell 7 does: ISO dates become DateTime, integers Int64.</summary>
[Cmdlet("ConvertFrom", "Json")]
public sealed class ConvertFromJson : PSCmdlet
{
    private readonly StringBuilder _text = new();
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true), AllowEmptyString] public string InputObject { get; set; }
    [Parameter] public SwitchParameter AsHashtable { get; set; }
    [Parameter] public SwitchParameter NoEnumerate { get; set; }
    [Parameter] public int Depth { get; set; } = 1024;
    protected override void ProcessRecord() => _text.AppendLine(InputObject);
    protected override void EndProcessing()
    {
        if (string.IsNullOrWhiteSpace(_text.ToString())) return;
        JToken token;
        try { token = JsonConvert.DeserializeObject<JToken>(_text.ToString(), new JsonSerializerSettings { MaxDepth = Depth }); }
        catch (JsonException error)
        {
            ThrowTerminatingError(new ErrorRecord(new ArgumentException("Conversion from JSON failed with error: " + error.Message, error),
                "System.ArgumentException", ErrorCategory.InvalidArgument, null));
            return;
        }
        WriteObject(Convert(token), !NoEnumerate);
    }

    private object Convert(JToken token)
    {
        switch (token)
        {
            case JObject o when AsHashtable:
                var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
                foreach (var p in o.Properties()) table[p.Name] = Convert(p.Value);
                return table;
            case JObject o:
                var made = new PSObject();
                foreach (var p in o.Properties()) made.Properties.Add(new PSNoteProperty(p.Name, Convert(p.Value)));
                return made;
            case JArray a: return a.Select(Convert).ToArray();
            default: return token is JValue v ? v.Value : null;
        }
    }
}

[Cmdlet("ConvertTo", "Json")]
public sealed class ConvertToJson : PSCmdlet
{
    private readonly List<object> _items = [];
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true), AllowNull] public object InputObject { get; set; }
    [Parameter] public int Depth { get; set; } = 2;
    [Parameter] public SwitchParameter Compress { get; set; }
    [Parameter] public SwitchParameter AsArray { get; set; }
    protected override void ProcessRecord() => _items.Add(InputObject);
    protected override void EndProcessing()
    {
        var value = _items.Count == 1 && !AsArray ? _items[0] : _items.ToArray();
        WriteObject(Token(value, 0).ToString(Compress ? Formatting.None : Formatting.Indented));
    }

    private JToken Token(object value, int depth)
    {
        var wrapped = value as PSObject;
        var o = Selector.Unwrap(value);
        switch (o)
        {
            case null: return JValue.CreateNull();
            case string or bool or int or long or double or decimal or float or short or byte or uint or ulong or DateTime or DateTimeOffset or Guid or Uri:
                return JToken.FromObject(o);
            case Enum e: return new JValue(System.Convert.ToInt64(e));
            case SwitchParameter s: return new JValue(s.ToBool());
            case char c: return new JValue(c.ToString());
        }
        if (depth > Depth) return new JValue(LanguagePrimitives.ConvertTo<string>(value));
        if (o is IDictionary table)
        {
            var made = new JObject();
            foreach (DictionaryEntry e in table) made[e.Key.ToString()] = Token(e.Value, depth + 1);
            return made;
        }
        if (o is IEnumerable list) return new JArray(list.Cast<object>().Select(i => Token(i, depth + 1)));
        var result = new JObject();
        foreach (var p in (wrapped ?? PSObject.AsPSObject(o)).Properties)
        {
            object inner;
            try { inner = p.Value; } catch (GetValueException) { continue; }
            result[p.Name] = Token(inner, depth + 1);
        }
        return result;
    }
}

internal static class Csv
{
    public static IEnumerable<string> Lines(IList<PSObject> items, char delimiter)
    {
        if (items.Count == 0) yield break;
        var names = items[0].Properties.Select(p => p.Name).ToArray();
        string Quote(object v) => "\"" + LanguagePrimitives.ConvertTo<string>(v)?.Replace("\"", "\"\"") + "\"";
        yield return string.Join(delimiter, names.Select(Quote));
        foreach (var item in items) yield return string.Join(delimiter, names.Select(n => Quote(item.Properties[n]?.Value)));
    }

    public static IEnumerable<PSObject> Parse(string text, char delimiter)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') { field.Append('"'); i++; }
                else quoted = false;
            }
            else if (c == '"') quoted = true;
            else if (c == delimiter) { row.Add(field.ToString()); field.Clear(); }
            else if (c == '\n') { row.Add(field.ToString().TrimEnd('\r')); field.Clear(); rows.Add(row); row = []; }
            else field.Append(c);
        }
        if (field.Length > 0 || row.Count > 0) { row.Add(field.ToString()); rows.Add(row); }
        foreach (var values in rows.Skip(1))
        {
            var made = new PSObject();
            for (var i = 0; i < rows[0].Count; i++)
                made.Properties.Add(new PSNoteProperty(rows[0][i], i < values.Count ? values[i] : null));
            yield return made;
        }
    }
}

[Cmdlet("ConvertTo", "Csv")]
public sealed class ConvertToCsv : Collecting
{
    [Parameter] public SwitchParameter NoTypeInformation { get; set; }
    [Parameter] public char Delimiter { get; set; } = ',';
    protected override void EndProcessing() => WriteObject(Csv.Lines(Items, Delimiter), true);
}

[Cmdlet("ConvertFrom", "Csv")]
public sealed class ConvertFromCsv : PSCmdlet
{
    private readonly StringBuilder _text = new();
    [Parameter(Position = 0, ValueFromPipeline = true)] public string InputObject { get; set; }
    [Parameter] public char Delimiter { get; set; } = ',';
    protected override void ProcessRecord() => _text.Append(InputObject).Append('\n');
    protected override void EndProcessing() => WriteObject(Csv.Parse(_text.ToString(), Delimiter), true);
}

[Cmdlet("Export", "Csv")]
public sealed class ExportCsv : Collecting
{
    [Parameter(Position = 0, Mandatory = true)] public string Path { get; set; }
    [Parameter] public SwitchParameter NoTypeInformation { get; set; }
    [Parameter] public char Delimiter { get; set; } = ',';
    [Parameter] public object Encoding { get; set; }
    protected override void EndProcessing() => File.WriteAllLines(
        SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path), Csv.Lines(Items, Delimiter), new UTF8Encoding(false));
}

[Cmdlet("Import", "Csv")]
public sealed class ImportCsv : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)] public string Path { get; set; }
    [Parameter] public char Delimiter { get; set; } = ',';
    [Parameter] public object Encoding { get; set; }
    protected override void EndProcessing() => WriteObject(Csv.Parse(
        File.ReadAllText(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path)), Delimiter), true);
}

[Cmdlet("Import", "PowerShellDataFile")]
public sealed class ImportPowerShellDataFile : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true), Alias("LiteralPath")] public string Path { get; set; }
    protected override void EndProcessing()
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        var ast = System.Management.Automation.Language.Parser.ParseFile(file, out _, out var errors);
        var table = ast.Find(a => a is System.Management.Automation.Language.HashtableAst, false);
        if (errors.Length > 0 || table == null)
            ThrowTerminatingError(new ErrorRecord(new InvalidOperationException("Not a PowerShell data file: " + file),
                "CouldNotParseAsPowerShellDataFile", ErrorCategory.InvalidData, file));
        WriteObject(((System.Management.Automation.Language.HashtableAst)table).SafeGetValue());
    }
}

[Cmdlet("Out", "String")]
public sealed class OutString : Collecting
{
    [Parameter] public int Width { get; set; } = 120;
    [Parameter] public SwitchParameter Stream { get; set; }
    [Parameter] public SwitchParameter NoNewline { get; set; }
    protected override void EndProcessing()
    {
        // The engine's own Out-Host does the formatting; only its output is caught.
        ConsoleTestUi.BeginCapture();
        string text;
        var size = Host.UI.RawUI.BufferSize;
        try
        {
            Host.UI.RawUI.BufferSize = new System.Management.Automation.Host.Size(Width, size.Height);
            InvokeCommand.InvokeScript("$input | Out-Host", false, PipelineResultTypes.None, Items);
        }
        finally { text = ConsoleTestUi.EndCapture(); Host.UI.RawUI.BufferSize = size; }
        if (Stream) WriteObject(text.TrimEnd('\n').Split('\n').Select(l => l.TrimEnd('\r')), true);
        else WriteObject(text);
    }
}

/// <summary>The engine's own Format-Table and Format-List, which NuGet carries without their command names.</summary>
internal static class Formatting_
{
    public static void Attach(PSCmdlet cmdlet, string shape)
    {
        var engine = typeof(PSObject).Assembly;
        const string space = "Microsoft.PowerShell.Commands.Internal.Format.";
        var kind = Enum.Parse(engine.GetType(space + "FormatShape", true), shape);
        var inner = Activator.CreateInstance(engine.GetType(space + "InnerFormatShapeCommand", true),
            BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [kind], null);
        for (var type = cmdlet.GetType(); type != null; type = type.BaseType)
        {
            var field = type.GetField("implementation", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly);
            if (field != null) { field.SetValue(cmdlet, inner); return; }
        }
        throw new MissingFieldException("implementation");
    }
}

[Cmdlet("Format", "Table")]
public sealed class FormatTable : Microsoft.PowerShell.Commands.Internal.Format.OuterFormatTableBase
{
    public FormatTable() => Formatting_.Attach(this, "Table");
}

[Cmdlet("Format", "List")]
public sealed class FormatList : Microsoft.PowerShell.Commands.Internal.Format.OuterFormatTableAndListBase
{
    public FormatList() => Formatting_.Attach(this, "List");
}

[Cmdlet("Get", "FileHash")]
public sealed class GetFileHash : PSCmdlet
{
    [Parameter(Position = 0), Alias("LiteralPath")] public string Path { get; set; }
    [Parameter] public string Algorithm { get; set; } = "SHA256";
    protected override void EndProcessing()
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        var made = new PSObject();
        made.Properties.Add(new PSNoteProperty("Algorithm", Algorithm));
        made.Properties.Add(new PSNoteProperty("Hash", System.Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))));
        made.Properties.Add(new PSNoteProperty("Path", file));
        WriteObject(made);
    }
}
