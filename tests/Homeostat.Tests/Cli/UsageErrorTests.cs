using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

public sealed class UsageErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_command_is_found_by_its_name()
    {
        Assert.All(CommandLine.Commands, command => Assert.Equal(command.Name, command.Create(new Terminal(TextWriter.Null, false, default)).Name));
        Assert.Equal(CommandLine.Commands.Count, CommandLine.Commands.Select(command => command.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("'homeostat' has no command 'lern'. Did you mean 'learn'?", "lern")]
    [InlineData("'homeostat' has no command 'simulat'. Did you mean 'simulate'?", "simulat", "cuba")]
    [InlineData("'homeostat' has no command 'zebra'.", "zebra")]
    [InlineData("'homeostat' has no option '--lern'.", "--lern")]
    [InlineData("'homeostat learn' has no option '--epoch'. Did you mean '--epochs'?", "learn", "--epoch", "3")]
    [InlineData("'homeostat simulate' has no option '--second'. Did you mean '--seconds'?", "simulate", "cuba", "--second", "1")]
    [InlineData("'homeostat live' has no option '--seed2'. Did you mean '--seed'?", "live", "thermostat", "--seed2=7")]
    [InlineData("'coba' was not expected after 'homeostat simulate'", "simulate", "cuba", "coba")]
    [InlineData("Say what 'homeostat data' is to do: list, get, describe.", "data")]
    [InlineData("'homeostat data' has no command 'gte'. Did you mean 'get'?", "data", "gte", "mnist")]
    [InlineData("--eta takes a number with a decimal point; '0,001' was given. Write 0.001.", "learn", "--eta", "0,001")]
    [InlineData("--seconds takes a number with a decimal point; '0,1' was given. Write 0.1.", "simulate", "cuba", "--seconds", "0,1")]
    [InlineData("--eta takes a finite number, such as 0.5 or 1e-3; '1e400' was given.", "learn", "--eta", "1e400")]
    [InlineData("--epochs takes a whole number from -2147483648 to 2147483647; 'many' was given.", "learn", "--epochs", "many")]
    [InlineData("--train takes a whole number in digits, without commas or exponent; '10,000' was given. Write 10000.", "learn", "--train", "10,000")]
    [InlineData("--epochs takes a whole number in digits, without commas or exponent; '1e3' was given. Write 1000.", "learn", "--epochs", "1e3")]
    [InlineData("--steps takes a whole number in digits, without commas or exponent; '2E4' was given. Write 20000.", "live", "thermostat", "--steps", "2E4")]
    [InlineData("--epochs takes a whole number from -2147483648 to 2147483647; '1,5' was given.", "learn", "--epochs", "1,5")]
    [InlineData("--epochs takes a whole number from -2147483648 to 2147483647; '1e-3' was given.", "learn", "--epochs", "1e-3")]
    [InlineData("--seed takes a whole number from 0 to 18446744073709551615; '-1' was given.", "simulate", "cuba", "--seed", "-1")]
    [InlineData("--seconds does nothing without the name of a network", "simulate", "--seconds", "1")]
    [InlineData("--threads does nothing for a single life", "live", "thermostat", "--threads", "2")]
    public void A_mistyped_command_line_is_told_with_its_remedy(string expected, params string[] arguments)
    {
        var error = Failed(CommandLine.UsageError, arguments);
        Assert.StartsWith($"homeostat: {expected}", error, StringComparison.Ordinal);
        Assert.Equal(2, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_simulation_of_less_than_a_step_is_refused_and_leaves_nothing()
    {
        var run = _folder["run"];
        Assert.Contains("is less than a time step of 0.0001 s", Failed(CommandLine.UserError, "simulate", "cuba", "--seconds", "1e-9", "--out", run), StringComparison.Ordinal);
        Assert.Contains("than can be counted", Failed(CommandLine.UserError, "simulate", "cuba", "--seconds", "1e300", "--out", run), StringComparison.Ordinal);
        Assert.False(Directory.Exists(run));
    }

    [Fact]
    public void More_digits_than_one_set_holds_are_refused() => Assert.Contains(
        "Ask for fewer", Failed(CommandLine.UserError, "learn", "--train", "2000000000", "--run", _folder["run"]), StringComparison.Ordinal);

    [Fact]
    public void Options_before_a_program_of_ones_own_are_refused()
    {
        var program = _folder["own.cs"];
        File.WriteAllText(program, "");
        Assert.Contains("--seed does nothing for a program of your own", Failed(CommandLine.UserError, "simulate", "--seed", "3", program), StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_cannot_be_written_ends_in_a_message()
    {
        using var error = new StringWriter();
        Assert.Equal(CommandLine.UserError, CommandLine.Run(["models"], new Full(40), error));
        Assert.StartsWith("homeostat: standard output could not be written: No space left on device.", error.ToString(), StringComparison.Ordinal);

        // Nor does a full standard error change what a command does.
        Assert.Equal(CommandLine.UsageError, CommandLine.Run(["lern"], new Full(0), new Full(0)));
    }

    /// <summary>A device that is full after some characters.</summary>
    internal sealed class Full(int room) : StringWriter
    {
        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            if ((room -= value?.Length ?? 0) < 0)
            {
                throw new IOException("No space left on device");
            }
        }
    }
}
