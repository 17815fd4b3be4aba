using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PsHost.Standins;

/// <summary>Property selectors as the real cmdlets take them: a name, a wildcard, a script block, or a table.</summary>
internal static class Selector
{
    public static object Unwrap(object o) => o is PSObject p ? p.BaseObject : o;

    public static object Value(PSObject item, object selector)
    {
        selector = Unwrap(selector);
        if (selector is IDictionary table) selector = Unwrap(Entry(table, "Expression", "e"));
        if (selector is ScriptBlock block)
        {
            var result = block.InvokeWithContext(null, [new PSVariable("_", item)]);
            return result.Count == 0 ? null : result.Count == 1 ? result[0] : result;
        }
        return Property(item, LanguagePrimitives.ConvertTo<string>(selector));
    }

    public static object Property(PSObject item, string name) =>
        item == null ? null
        : item.BaseObject is IDictionary d && d.Contains(name) ? d[name]
        : item.Properties[name]?.Value;

    public static object Entry(IDictionary table, params string[] names)
    {
        foreach (DictionaryEntry e in table)
            if (names.Any(n => n.StartsWith(e.Key.ToString(), StringComparison.OrdinalIgnoreCase))) return e.Value;
        return null;
    }

    public static string Name(object selector)
    {
        selector = Unwrap(selector);
        if (selector is IDictionary table) return (Entry(table, "Name", "Label") ?? Entry(table, "Expression")).ToString();
        return selector.ToString();
    }

    public static int Compare(object a, object b)
    {
        a = Unwrap(a); b = Unwrap(b);
        if (a == null || b == null) return (a == null ? 0 : 1) - (b == null ? 0 : 1);
        try { return LanguagePrimitives.Compare(a, b, true); }
        catch (Exception) { return string.Compare(a.ToString(), b.ToString(), StringComparison.CurrentCultureIgnoreCase); }
    }
}

public abstract class Collecting : PSCmdlet
{
    protected readonly List<PSObject> Items = [];
    [Parameter(ValueFromPipeline = true)] public PSObject InputObject { get; set; }
    protected override void ProcessRecord()
    {
        if (MyInvocation.BoundParameters.ContainsKey("InputObject") && InputObject != null) Items.Add(InputObject);
    }
}

[Cmdlet("Select", "Object")]
public sealed class SelectObject : Collecting
{
    [Parameter(Position = 0)] public object[] Property { get; set; }
    [Parameter] public string[] ExcludeProperty { get; set; } = [];
    [Parameter] public string ExpandProperty { get; set; }
    [Parameter] public SwitchParameter Unique { get; set; }
    [Parameter] public int First { get; set; } = -1;
    [Parameter] public int Last { get; set; } = -1;
    [Parameter] public int Skip { get; set; }
    [Parameter] public int[] Index { get; set; }

    private int _passed;

    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (First < 0 || Last >= 0 || Skip > 0 || Index != null || Items.Count < First) return;
        // Like the real one, -First ends the commands before it, such as an endless one.
        EndProcessing();
        _passed = -1;
        var stop = typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", true);
        throw (Exception)Activator.CreateInstance(stop, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public
            | System.Reflection.BindingFlags.NonPublic, null, [this], null);
    }

    protected override void EndProcessing()
    {
        if (_passed < 0) return;
        IEnumerable<PSObject> all = Items;
        if (Index != null) all = Index.Where(i => i < Items.Count).Select(i => Items[i]);
        if (Skip > 0) all = Last >= 0 ? all.SkipLast(Skip) : all.Skip(Skip);
        if (First >= 0) all = all.Take(First);
        if (Last >= 0) all = all.TakeLast(Last);
        var seen = new List<string>();
        foreach (var item in all)
        {
            object result = item;
            if (ExpandProperty != null)
            {
                if (item.Properties[ExpandProperty] == null && item.BaseObject is not IDictionary)
                    ThrowTerminatingError(new ErrorRecord(new ArgumentException($"Property \"{ExpandProperty}\" cannot be found."),
                        "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, item));
                result = Selector.Property(item, ExpandProperty);
            }
            else if (Property != null) result = Project(item);
            if (Unique)
            {
                var key = result is PSObject p && p.BaseObject is PSCustomObject
                    ? string.Join("\u0001", p.Properties.Select(x => x.Name + "=" + x.Value)) : "" + result;
                if (seen.Contains(key)) continue;
                seen.Add(key);
            }
            WriteObject(result, ExpandProperty != null);
        }
    }

    private PSObject Project(PSObject item)
    {
        var made = new PSObject();
        foreach (var selector in Property)
        {
            var name = Selector.Name(selector);
            var names = Selector.Unwrap(selector) is string && WildcardPattern.ContainsWildcardCharacters(name)
                ? item.Properties.Select(p => p.Name).Where(new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch).ToArray()
                : [name];
            foreach (var n in names)
            {
                if (ExcludeProperty.Contains(n, StringComparer.OrdinalIgnoreCase) || made.Properties[n] != null) continue;
                made.Properties.Add(new PSNoteProperty(n, names.Length == 1 && n == name ? Selector.Value(item, selector) : item.Properties[n].Value));
            }
        }
        return made;
    }
}

[Cmdlet("Sort", "Object")]
public sealed class SortObject : Collecting
{
    [Parameter(Position = 0)] public object[] Property { get; set; } = [];
    [Parameter] public SwitchParameter Descending { get; set; }
    [Parameter] public SwitchParameter Unique { get; set; }
    protected override void EndProcessing()
    {
        object[] Keys(PSObject item) => Property.Length == 0 ? [item.BaseObject] : Property.Select(p => Selector.Value(item, p)).ToArray();
        var descending = Property.Length == 0 ? [Descending.ToBool()] : Property.Select(p =>
            Selector.Unwrap(p) is IDictionary t && Selector.Entry(t, "Descending") is { } d ? LanguagePrimitives.IsTrue(d) : Descending.ToBool()).ToArray();
        int Order(object[] a, object[] b)
        {
            for (var i = 0; i < a.Length; i++)
            {
                var order = Selector.Compare(a[i], b[i]);
                if (order != 0) return descending[i] ? -order : order;
            }
            return 0;
        }
        object[] previous = null;
        foreach (var (keys, item) in Items.Select(i => (Keys(i), i)).OrderBy(p => p.Item1, Comparer<object[]>.Create(Order)))
        {
            if (Unique && previous != null && Order(previous, keys) == 0) continue;
            previous = keys;
            WriteObject(item);
        }
    }
}

[Cmdlet("Measure", "Object")]
public sealed class MeasureObject : Collecting
{
    [Parameter(Position = 0)] public string Property { get; set; }
    [Parameter] public SwitchParameter Sum { get; set; }
    [Parameter] public SwitchParameter Average { get; set; }
    [Parameter] public SwitchParameter Maximum { get; set; }
    [Parameter] public SwitchParameter Minimum { get; set; }
    protected override void EndProcessing()
    {
        var values = Items.Select(i => Property == null ? i.BaseObject : Selector.Property(i, Property)).Where(v => v != null).ToList();
        var made = new PSObject();
        made.Properties.Add(new PSNoteProperty("Count", values.Count));
        double[] Numbers() => values.Select(LanguagePrimitives.ConvertTo<double>).ToArray();
        if (Sum) made.Properties.Add(new PSNoteProperty("Sum", Numbers().Sum()));
        if (Average) made.Properties.Add(new PSNoteProperty("Average", values.Count == 0 ? 0 : Numbers().Average()));
        if (Maximum) made.Properties.Add(new PSNoteProperty("Maximum", values.OrderBy(v => v, Comparer<object>.Create(Selector.Compare)).LastOrDefault()));
        if (Minimum) made.Properties.Add(new PSNoteProperty("Minimum", values.OrderBy(v => v, Comparer<object>.Create(Selector.Compare)).FirstOrDefault()));
        WriteObject(made);
    }
}

[Cmdlet("Group", "Object")]
public sealed class GroupObject : Collecting
{
    [Parameter(Position = 0)] public object[] Property { get; set; }
    [Parameter] public SwitchParameter NoElement { get; set; }
    [Parameter] public SwitchParameter AsHashTable { get; set; }
    protected override void EndProcessing()
    {
        var groups = Items.GroupBy(i => Property == null ? "" + i.BaseObject
            : string.Join(", ", Property.Select(p => "" + Selector.Value(i, p))), StringComparer.OrdinalIgnoreCase).ToList();
        if (AsHashTable)
        {
            var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
            foreach (var g in groups) table[g.Key] = g.ToArray();
            WriteObject(table);
            return;
        }
        foreach (var g in groups)
        {
            var made = new PSObject();
            made.Properties.Add(new PSNoteProperty("Count", g.Count()));
            made.Properties.Add(new PSNoteProperty("Name", g.Key));
            if (!NoElement) made.Properties.Add(new PSNoteProperty("Group", g.ToArray()));
            WriteObject(made);
        }
    }
}

[Cmdlet("New", "Object")]
public sealed class NewObject : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)] public string TypeName { get; set; }
    [Parameter(Position = 1)] public object[] ArgumentList { get; set; } = [];
    [Parameter] public IDictionary Property { get; set; }
    protected override void ProcessRecord()
    {
        object made;
        if (TypeName is "PSObject" or "System.Management.Automation.PSObject") made = new PSObject();
        else made = InvokeCommand.InvokeScript("param($t, $a) ([type]$t)::new.Invoke($a)", false, PipelineResultTypes.None, null,
            TypeName, ArgumentList.Select(Selector.Unwrap).ToArray())[0];
        var wrapped = PSObject.AsPSObject(made);
        if (Property != null)
            foreach (DictionaryEntry e in Property)
                if (wrapped.Properties[e.Key.ToString()] is { } p) p.Value = e.Value;
                else wrapped.Properties.Add(new PSNoteProperty(e.Key.ToString(), e.Value));
        WriteObject(wrapped);
    }
}

[Cmdlet("Add", "Member")]
public sealed class AddMember : PSCmdlet
{
    [Parameter(ValueFromPipeline = true, Mandatory = true)] public PSObject InputObject { get; set; }
    [Parameter(Position = 0)] public PSMemberTypes MemberType { get; set; } = PSMemberTypes.NoteProperty;
    [Parameter(Position = 1)] public string Name { get; set; }
    [Parameter(Position = 2)] public object Value { get; set; }
    [Parameter] public IDictionary NotePropertyMembers { get; set; }
    [Parameter] public string NotePropertyName { get; set; }
    [Parameter] public object NotePropertyValue { get; set; }
    [Parameter] public string TypeName { get; set; }
    [Parameter] public SwitchParameter PassThru { get; set; }
    [Parameter] public SwitchParameter Force { get; set; }
    protected override void ProcessRecord()
    {
        if (TypeName != null) InputObject.TypeNames.Insert(0, TypeName);
        void Set(PSMemberInfo m) { if (Force && InputObject.Members[m.Name] != null) InputObject.Members.Remove(m.Name); InputObject.Members.Add(m); }
        if (NotePropertyName != null) Set(new PSNoteProperty(NotePropertyName, NotePropertyValue));
        if (NotePropertyMembers != null)
            foreach (DictionaryEntry e in NotePropertyMembers) Set(new PSNoteProperty(e.Key.ToString(), e.Value));
        if (Name != null)
            Set(MemberType switch
            {
                PSMemberTypes.ScriptMethod => new PSScriptMethod(Name, (ScriptBlock)Selector.Unwrap(Value)),
                PSMemberTypes.ScriptProperty => new PSScriptProperty(Name, (ScriptBlock)Selector.Unwrap(Value)),
                _ => new PSNoteProperty(Name, Value),
            });
        if (PassThru) WriteObject(InputObject);
    }
}

[Cmdlet("Compare", "Object")]
public sealed class CompareObject : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true), AllowEmptyCollection] public PSObject[] ReferenceObject { get; set; }
    [Parameter(Position = 1, Mandatory = true), AllowEmptyCollection] public PSObject[] DifferenceObject { get; set; }
    protected override void EndProcessing()
    {
        var left = ReferenceObject.Select(o => "" + o).ToList();
        var right = DifferenceObject.Select(o => "" + o).ToList();
        foreach (var l in left.ToArray()) if (right.Remove(l)) left.Remove(l);
        void Emit(string value, string side)
        {
            var made = new PSObject();
            made.Properties.Add(new PSNoteProperty("InputObject", value));
            made.Properties.Add(new PSNoteProperty("SideIndicator", side));
            WriteObject(made);
        }
        right.ForEach(v => Emit(v, "=>"));
        left.ForEach(v => Emit(v, "<="));
    }
}

[Cmdlet("Get", "Date")]
public sealed class GetDate : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)] public DateTime Date { get; set; } = DateTime.Now;
    [Parameter] public string Format { get; set; }
    protected override void ProcessRecord() =>
        WriteObject(Format == null ? Date : Date.ToString(Format, CultureInfo.CurrentCulture));
}

[Cmdlet("New", "TimeSpan")]
public sealed class NewTimeSpan : PSCmdlet
{
    [Parameter] public int Days { get; set; }
    [Parameter] public int Hours { get; set; }
    [Parameter] public int Minutes { get; set; }
    [Parameter] public int Seconds { get; set; }
    [Parameter(Position = 0)] public DateTime? Start { get; set; }
    [Parameter(Position = 1)] public DateTime? End { get; set; }
    protected override void ProcessRecord() =>
        WriteObject(Start is { } s ? (End ?? DateTime.Now) - s : new TimeSpan(Days, Hours, Minutes, Seconds));
}

[Cmdlet("New", "Guid")]
public sealed class NewGuid : PSCmdlet { protected override void ProcessRecord() => WriteObject(Guid.NewGuid()); }

[Cmdlet("Get", "Random")]
public sealed class GetRandom : PSCmdlet
{
    [Parameter] public int Minimum { get; set; }
    [Parameter(Position = 0)] public int Maximum { get; set; } = int.MaxValue;
    protected override void ProcessRecord() => WriteObject(Random.Shared.Next(Minimum, Maximum));
}

[Cmdlet("Get", "Variable")]
public sealed class GetVariable : PSCmdlet
{
    [Parameter(Position = 0)] public string[] Name { get; set; } = ["*"];
    [Parameter] public SwitchParameter ValueOnly { get; set; }
    [Parameter] public string Scope { get; set; }
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var found = SessionState.PSVariable.Get(Scope == null ? name : Scope + ":" + name);
            if (found != null) WriteObject(ValueOnly ? found.Value : found);
            else WriteError(new ErrorRecord(new ItemNotFoundException($"Cannot find a variable with the name '{name}'."),
                "VariableNotFound", ErrorCategory.ObjectNotFound, name));
        }
    }
}

[Cmdlet("Set", "Variable")]
public sealed class SetVariable : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)] public string Name { get; set; }
    [Parameter(Position = 1)] public object Value { get; set; }
    [Parameter] public string Scope { get; set; }
    protected override void ProcessRecord() => SessionState.PSVariable.Set(Scope == null ? Name : Scope + ":" + Name, Value);
}

[Cmdlet("Set", "Alias")]
public sealed class SetAlias : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)] public string Name { get; set; }
    [Parameter(Position = 1, Mandatory = true)] public string Value { get; set; }
    protected override void EndProcessing() => InvokeProvider.Item.Set("Alias:" + Name, Value);
}

[Cmdlet("Get", "Verb")]
public sealed class GetVerb : PSCmdlet
{
    protected override void EndProcessing()
    {
        var groups = new[]
        {
            typeof(VerbsCommon), typeof(VerbsData), typeof(VerbsLifecycle), typeof(VerbsDiagnostic),
            typeof(VerbsCommunications), typeof(VerbsSecurity), typeof(VerbsOther),
        };
        foreach (var field in groups.SelectMany(g => g.GetFields()).Where(f => f.IsLiteral))
        {
            var made = new PSObject();
            made.Properties.Add(new PSNoteProperty("Verb", field.GetRawConstantValue()));
            made.Properties.Add(new PSNoteProperty("Group", field.DeclaringType.Name));
            WriteObject(made);
        }
    }
}

[Cmdlet("Remove", "Variable")]
public sealed class RemoveVariable : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)] public string[] Name { get; set; }
    [Parameter] public string Scope { get; set; }
    protected override void ProcessRecord()
    {
        foreach (var name in Name) SessionState.PSVariable.Remove(Scope == null ? name : Scope + ":" + name);
    }
}
