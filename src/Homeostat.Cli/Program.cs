using System.Runtime.InteropServices;
using Homeostat.Cli;

// The first signal asks for an orderly end, between two batches; a second one ends the process at once.
using var stop = new CancellationTokenSource();
var received = PosixSignal.SIGINT;
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    if (signal.Cancel)
    {
        received = signal.Signal;
    }

    stop.Cancel();
}

// Who began this process may be killed: then its end of the pipe is closed, and nobody waits for the result.
if (Environment.GetEnvironmentVariable(TrialProcess.UntilInputEnds) is not null)
{
    new Thread(() =>
    {
        while (Console.In.Read() >= 0)
        {
        }

        stop.Cancel();
    })
    { IsBackground = true }.Start();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
var code = CommandLine.Run(args, Console.Out, Console.Error, isTerminal: !Console.IsOutputRedirected, stop.Token);
return code != CommandLine.Interrupted ? code : received switch
{
    PosixSignal.SIGTERM => CommandLine.Terminated,
    PosixSignal.SIGHUP => CommandLine.HungUp,
    _ => CommandLine.Interrupted,
};
