package io.kadmos.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;

import io.kadmos.simulation.Mutant.Target;

/**
 * Loads all of our classes anew, with some methods broken: each target calls the static method of the same name in the
 * mutant's class. That method takes the receiver as its first argument, and in it a call of the target means the
 * original. So production code needs no hooks, and the mutants are ordinary code in the package of what they break.
 */
final class MutantLoader extends ClassLoader {

    private static final String OURS = "io.kadmos.";
    private static final String ORIGINAL = "$original";

    private final Mutant mutant;
    private final ClassFile classFile;

    MutantLoader(Mutant mutant) {
        super(MutantLoader.class.getClassLoader());
        this.mutant = mutant;
        this.classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(MutantLoader.class.getClassLoader())
                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = mutate(name, in.readAllBytes());
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] mutate(String name, byte[] original) {
        byte[] bytes = original;
        for (Target target : mutant.targets()) {
            if (name.equals(target.type())) {
                bytes = transform(bytes, (builder, element) -> redirect(builder, element, target));
            } else if (name.equals(mutant.type())) {
                bytes = transform(bytes, ClassTransform.transformingMethodBodies(meanOriginal(target)));
            }
        }
        return bytes;
    }

    private byte[] transform(byte[] bytes, ClassTransform transform) {
        return classFile.transformClass(classFile.parse(bytes), transform);
    }

    /** Keeps the target under another name and puts a call of the mutant in its place. */
    private void redirect(ClassBuilder builder, ClassElement element, Target target) {
        if (!(element instanceof MethodModel method) || !method.methodName().equalsString(target.method())) {
            builder.with(element);
            return;
        }
        int open = method.flags().flagsMask() & ~AccessFlag.PRIVATE.mask();
        builder.withMethod(target.method() + ORIGINAL, method.methodTypeSymbol(), open,
                original -> method.forEach(part -> {
                    if (!(part instanceof AccessFlags)) {
                        original.with(part);
                    }
                }));
        builder.withMethodBody(target.method(), method.methodTypeSymbol(), method.flags().flagsMask(),
                code -> delegate(code, method, target));
    }

    private void delegate(CodeBuilder code, MethodModel method, Target target) {
        boolean isStatic = method.flags().has(AccessFlag.STATIC);
        MethodTypeDesc type = method.methodTypeSymbol();
        MethodTypeDesc called = isStatic ? type : type.insertParameterTypes(0, ClassDesc.of(target.type()));
        if (!isStatic) {
            code.aload(code.receiverSlot());
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
        }
        code.invokestatic(ClassDesc.of(mutant.type()), target.method(), called);
        code.return_(TypeKind.from(type.returnType()));
    }

    /** In the mutant's class a call of the target means the original. */
    private static CodeTransform meanOriginal(Target target) {
        ClassDesc owner = ClassDesc.of(target.type());
        return (code, element) -> {
            if (element instanceof InvokeInstruction call && call.owner().asSymbol().equals(owner)
                    && call.name().equalsString(target.method())) {
                code.invoke(call.opcode(), owner, target.method() + ORIGINAL, call.typeSymbol(), call.isInterface());
            } else {
                code.with(element);
            }
        };
    }
}
