package dev.shatter.network;

import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.ClassType;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NamedJitModule;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.named_module_iterator;

/** The tensors of a TorchScript module with the places they live in; a tensor that is shared counts once. */
final class ScriptTensors {
    private final StepScope scope;
    private final List<Pointer> kept;
    private final Map<Long, Scripted.Held> found = new LinkedHashMap<>();
    private final Map<Long, Boolean> trained = new LinkedHashMap<>();

    /**
     * Searches the module and all inside it.
     *
     * @param kept gets what was taken from the scope, to be closed in the end
     */
    ScriptTensors(JitModule module, StepScope scope, List<Pointer> kept) {
        this.scope = scope;
        this.kept = kept;
        collect("", module);
    }

    /** What is trained, in the order of the module's attributes. */
    List<Scripted.Held> parameters() {
        return of(true);
    }

    /** How many numbers are trained; 0 in a frozen module, whose parameters are constants of its code. */
    long parameterCount() {
        return parameters().stream().mapToLong(held -> held.spec().count()).sum();
    }

    /** Floating-point tensors that are remembered and not trained. */
    List<Scripted.Held> buffers() {
        return of(false);
    }

    private List<Scripted.Held> of(boolean which) {
        return found.entrySet().stream()
                .filter(entry -> trained.getOrDefault(entry.getKey(), false) == which)
                .map(Map.Entry::getValue)
                .toList();
    }

    private void collect(String prefix, JitModule module) {
        ClassType type = module.type();
        for (long i = 0; i < type.numAttributes(); i++) {
            boolean parameter = type.is_parameter(i);
            if (!parameter && !type.is_buffer(i)) {
                continue;
            }
            String name = type.getAttributeName(i).getString();
            IValue value = module.attr(name);
            if (value.isTensor() && value.toTensor().is_floating_point()) {
                add(prefix + name, new Scripted.Slot(module, name), value.toTensor(), parameter);
            }
        }
        children(module).forEach((name, child) -> collect(prefix + name + ".", keep(child)));
    }

    private <P extends Pointer> P keep(P pointer) {
        kept.add(scope.keep(pointer));
        return pointer;
    }

    private void add(String name, Scripted.Slot slot, Tensor value, boolean parameter) {
        long identity = value.unsafeGetTensorImpl().address();
        Scripted.Held known = found.get(identity);
        List<Scripted.Slot> slots = new ArrayList<>(known == null ? List.of() : known.slots());
        slots.add(slot);
        found.put(
                identity,
                known == null
                        ? new Scripted.Held(Scripted.spec(name, value), keep(value.detach()), List.copyOf(slots))
                        : new Scripted.Held(known.spec(), known.value(), List.copyOf(slots)));
        trained.merge(identity, parameter, Boolean::logicalOr);
    }

    /** The modules inside, by name, in the order in which they were added. */
    static Map<String, JitModule> children(JitModule module) {
        Map<String, JitModule> children = new LinkedHashMap<>();
        var list = module.named_children();
        named_module_iterator end = list.end();
        for (named_module_iterator it = list.begin(); it.notEquals(end); it.increment()) {
            NamedJitModule child = it.multiply();
            children.put(child.name().getString(), new JitModule(child.value()));
        }
        return children;
    }
}
