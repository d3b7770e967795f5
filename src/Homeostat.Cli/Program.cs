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
