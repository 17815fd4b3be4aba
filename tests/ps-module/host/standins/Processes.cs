using System;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;

namespace PsHost.Standins;

[Cmdlet("Get", "Process")]
public sealed class GetProcess : PSCmdlet
{
    [Parameter(Position = 0)] public string[] Name { get; set; }
    [Parameter(ValueFromPipelineByPropertyName = true)] public int[] Id { get; set; }
    protected override void ProcessRecord()
    {
        if (Id != null)
        {
            foreach (var id in Id)
            {
                try { WriteObject(Process.GetProcessById(id)); }
                catch (ArgumentException)
                {
                    WriteError(new ErrorRecord(new ArgumentException($"Cannot find a process with the process identifier {id}."),
                        "NoProcessFoundForGivenId", ErrorCategory.ObjectNotFound, id));
                }
            }
            return;
        }
        var all = Process.GetProcesses();
        if (Name == null) { WriteObject(all, true); return; }
        foreach (var name in Name)
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = all.Where(p => pattern.IsMatch(p.ProcessName)).ToArray();
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(new ErrorRecord(new ArgumentException($"Cannot find a process with the name \"{name}\"."),
                    "NoProcessFoundForGivenName", ErrorCategory.ObjectNotFound, name));
            WriteObject(found, true);
        }
    }
}

[Cmdlet("Stop", "Process", SupportsShouldProcess = true)]
public sealed class StopProcess : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)] public int[] Id { get; set; }
    [Parameter] public SwitchParameter Force { get; set; }
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            if (!ShouldProcess("" + id)) continue;
            try { Process.GetProcessById(id).Kill(); }
            catch (ArgumentException error)
            {
                WriteError(new ErrorRecord(error, "NoProcessFoundForGivenId", ErrorCategory.ObjectNotFound, id));
            }
        }
    }
}

[Cmdlet("Wait", "Process")]
public sealed class WaitProcess : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)] public int[] Id { get; set; }
    [Parameter] public int Timeout { get; set; } = -1;
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
            try { Process.GetProcessById(id).WaitForExit(Timeout < 0 ? -1 : Timeout * 1000); } catch (ArgumentException) { }
    }
}

[Cmdlet("Start", "Process", SupportsShouldProcess = true)]
public sealed class StartProcess : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)] public string FilePath { get; set; }
    [Parameter(Position = 1)] public string[] ArgumentList { get; set; } = [];
    [Parameter] public string WorkingDirectory { get; set; }
    [Parameter] public SwitchParameter PassThru { get; set; }
    [Parameter] public SwitchParameter Wait { get; set; }
    [Parameter] public SwitchParameter NoNewWindow { get; set; }
    [Parameter] public string WindowStyle { get; set; }
    protected override void EndProcessing()
    {
        if (!ShouldProcess(FilePath)) return;
        // As the real cmdlet: the arguments are joined by blanks, unquoted.
        var process = Process.Start(new ProcessStartInfo(FilePath, string.Join(" ", ArgumentList))
        {
            WorkingDirectory = WorkingDirectory ?? SessionState.Path.CurrentFileSystemLocation.ProviderPath,
            UseShellExecute = false,
        });
        if (Wait) process.WaitForExit();
        if (PassThru) WriteObject(process);
    }
}
