/** Zhang, Bengio, Hardt, Recht and Vinyals 2017: understanding deep learning requires rethinking generalization. */
@NullMarked
package dev.shatter.study.zhang2017;

import org.jspecify.annotations.NullMarked;
