package dev.shatter.app.command;

import picocli.CommandLine.Command;

/** Speed, as ratios measured in one run. A new contest is one class and its name here. */
@Command(
        name = "bench",
        description = "measure this machine's speed at the lab's work, beside the plain way",
        subcommands = {
            BenchTrain.class,
            BenchTogether.class,
            BenchKernel.class,
            BenchCurvature.class,
            BenchInformation.class,
            BenchSweep.class
        })
final class BenchCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec command;

    /** Without a subcommand: the help. */
    @Override
    public void run() {
        command.commandLine().usage(command.commandLine().getOut());
    }
}
