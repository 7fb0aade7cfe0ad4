package dev.shatter.measure;

/** What a measure needs besides the network. Without it, it is skipped with the reason. */
public enum Need {
    INITIAL("the initial weights"),
    TRAIN("the training examples"),
    TEST("test examples"),
    FIRST_EPOCH("the weights after the first epoch, which a run keeps with --keep epoch:1"),
    TRACE("the training's trace"),
    RANDOM_LABELS("a network trained on random labels"),
    RETRAINING("a run that can be trained again");

    private final String words;

    Need(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
