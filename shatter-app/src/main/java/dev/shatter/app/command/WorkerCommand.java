package dev.shatter.app.command;

import dev.shatter.core.Home;
import dev.shatter.data.store.DataStore;
import dev.shatter.lab.TaskRunner;
import dev.shatter.sweep.Worker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One of a sweep's processes: started by {@link ExecutorOption}, not by people. */
@Command(
        name = WorkerCommand.NAME,
        hidden = true,
        description = "carry out tasks read from standard input, a line each; 'study run' starts these itself")
final class WorkerCommand implements Runnable {
    static final String NAME = "worker";

    @Mixin
    private LabOptions options;

    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        TaskRunner runner = new TaskRunner(
                new DataStore(Home.path()),
                options.store(),
                options.build(),
                options.checkpoints(),
                options.threads().orElse(1));
        Worker.serve(System.in, command.commandLine().getOut(), runner);
    }
}
