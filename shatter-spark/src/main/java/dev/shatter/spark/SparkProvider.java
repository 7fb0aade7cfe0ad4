package dev.shatter.spark;

import dev.shatter.core.BadInput;
import dev.shatter.sweep.Executor;
import dev.shatter.sweep.ExecutorProvider;

/** {@code --on spark:MASTER}. */
public final class SparkProvider implements ExecutorProvider {
    @Override
    public String scheme() {
        return "spark";
    }

    @Override
    public Executor open(String address, Site site) {
        if (!address.matches("local(\\[[0-9*,]+])?|spark://.+|yarn|k8s://.+")) {
            throw BadInput.in(
                    "--on spark:" + address,
                    "does not name a master",
                    "say spark:local[2], spark:spark://HOST:7077, spark:yarn or spark:k8s://HOST:PORT");
        }
        return new SparkExecutor(address, site);
    }
}
