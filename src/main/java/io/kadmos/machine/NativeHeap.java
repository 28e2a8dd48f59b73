package io.kadmos.machine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;

/**
 * Configures the heap of the C library, which Java's compilers and RocksDB use. By default glibc gives each thread an
 * arena of its own, and keeps in them what the compilers free after a start: tens of megabytes that are never used
 * again.
 */
public final class NativeHeap {

    private static final int TRIM_THRESHOLD = -1;
    private static final int MMAP_THRESHOLD = -3;
    private static final int ARENA_MAX = -8;

    private static final int LARGE_BYTES = 128 << 10;
    /** Few threads allocate there at the same time: the compilers, and the one that writes to the disk. */
    private static final int ARENAS = 2;

    private static final Map<Integer, Integer> PARAMETERS = Map.of(ARENA_MAX, ARENAS, MMAP_THRESHOLD, LARGE_BYTES,
            TRIM_THRESHOLD, LARGE_BYTES);

    private NativeHeap() {}

    /** Keeps the heap small. Returns whether the C library here supports that, which only glibc does. */
    public static boolean keepSmall() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> mallopt = linker.defaultLookup().find("mallopt");
        return mallopt.isPresent() && PARAMETERS.entrySet().stream()
                .allMatch(parameter -> set(linker, mallopt.get(), parameter.getKey(), parameter.getValue()));
    }

    /** See mallopt(3). */
    @SuppressWarnings("restricted")
    private static boolean set(Linker linker, MemorySegment mallopt, int parameter, int value) {
        MethodHandle call = linker.downcallHandle(mallopt,
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) call.invokeExact(parameter, value) == 1;
        } catch (Throwable thrown) {
            throw new IllegalStateException("mallopt cannot be called", thrown);
        }
    }
}
