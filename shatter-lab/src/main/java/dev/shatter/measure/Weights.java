package dev.shatter.measure;

/** Which weights a measure reads: part of its definition. */
public enum Weights {
    /** Only outputs, labels or the trace. */
    NONE("none: outputs only"),
    /** W_i of every dense layer and convolution, kernels as [out, in·kh·kw], batch norm folded, without biases. */
    MATRICES("weight matrices, kernels as [out, in*kh*kw], batch norm folded, no biases"),
    /** As above, with convolutions as the operators they are on feature maps. */
    OPERATORS("dense matrices and convolutions as operators on feature maps, batch norm folded, no biases"),
    /** All parameters of the folded network, biases included. */
    FOLDED("all parameters with batch norm folded, biases included"),
    /** All trained parameters as they are; batch norm in evaluation mode. */
    PARAMETERS("all trained parameters as they are, batch norm by its running statistics");

    private final String words;

    Weights(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
