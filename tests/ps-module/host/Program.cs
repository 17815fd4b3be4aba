using System;
using System.Collections.ObjectModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text;

namespace PsHost;

/// <summary>
/// The console host. <c>PsHost pester FILE...</c> runs Pester files with pester_subset.ps1;
/// <c>PsHost file SCRIPT [ARG...]</c> and <c>PsHost command TEXT</c> work like pwsh -File and
/// pwsh -Command. The exit code is the script's <c>exit</c>, 1 after an uncaught error, else 0.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length < 2)
        {
            Console.Error.WriteLine("PsHost pester FILE... | file SCRIPT [ARG...] | command TEXT");
            return 2;
        }
        Console.OutputEncoding = new UTF8Encoding(false);
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("pt-BR");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pt-BR");
        Environment.SetEnvironmentVariable("PSModulePath", "");

        var host = new ConsoleTestHost();
        using var runspace = RunspaceFactory.CreateRunspace(host, BuildSessionState());
        runspace.Open();
        Runspace.DefaultRunspace = runspace;

        var script = args[0] switch
        {
            "pester" => "$PSStyle.OutputRendering = 'PlainText'; . $args[0]; exit (Invoke-PesterSubset -Path $args[1])",
            "file" => "$PSStyle.OutputRendering = 'PlainText'; $__f = $args[0]; $__a = @($args[1]); & $__f @__a; exit $LASTEXITCODE",
            "command" => "$PSStyle.OutputRendering = 'PlainText';" + args[1],
            _ => throw new ArgumentException("unknown mode " + args[0]),
        };
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        // Ctrl+C and SIGTERM stop the pipeline, so that finally blocks run, as in pwsh.
        Console.CancelKeyPress += (_, e) => { e.Cancel = true; shell.BeginStop(null, null); };
        using var term = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM,
            context => { context.Cancel = true; shell.BeginStop(null, null); });

        shell.AddScript(script);
        if (args[0] == "pester")
        {
            var runner = Path.Combine(AppContext.BaseDirectory, "pester_subset.ps1");
            shell.AddArgument(runner).AddArgument(args.Skip(1).ToArray());
        }
        else if (args[0] == "file")
        {
            shell.AddArgument(Path.GetFullPath(args[1])).AddArgument(args.Skip(2).ToArray());
        }
        return Run(shell, host);
    }

    private static int Run(PowerShell shell, ConsoleTestHost host)
    {
        try
        {
            shell.Commands.Commands.Last().MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            shell.AddCommand("Out-Default");
            shell.Invoke();
            return host.ExitCode ?? 0;
        }
        catch (PipelineStoppedException)
        {
            return host.ExitCode ?? 130;
        }
        catch (RuntimeException error)
        {
            host.UI.WriteErrorLine(error.ErrorRecord.ToString());
            host.UI.WriteErrorLine(error.ErrorRecord.ScriptStackTrace ?? "");
            return host.ExitCode ?? 1;
        }
    }

    /// <summary>The core cmdlets of the engine, plus every stand-in of this assembly.</summary>
    private static InitialSessionState BuildSessionState()
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var type in Assembly.GetExecutingAssembly().GetTypes())
        {
            var cmdlet = type.GetCustomAttribute<CmdletAttribute>();
            if (cmdlet == null) continue;
            var name = cmdlet.VerbName + "-" + cmdlet.NounName;
            if (state.Commands.Any(c => c.Name == name)) continue;
            state.Commands.Add(new SessionStateCmdletEntry(name, type, null));
        }
        return state;
    }
}
