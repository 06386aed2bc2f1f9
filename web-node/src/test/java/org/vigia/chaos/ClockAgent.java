package org.vigia.chaos;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Gives a node another wall clock: both nodes ask for it in one place, their `Main`, and hand it
/// on. (libfaketime was tried first: it slowed a JVM's start from 5 to 85 seconds.)
public final class ClockAgent implements ClassFileTransformer {
    private static final ClassDesc SHIFTED = ClassDesc.of("org.vigia.chaos.ShiftedClock");
    private static final MethodTypeDesc MADE =
            MethodTypeDesc.of(ClassDesc.of(Clock.class.getName()));

    /// Called by the JVM.
    ///
    /// @param file the file that says what to add
    public static void premain(String file, Instrumentation instrumentation) {
        System.setProperty(ShiftedClock.FILE, file);
        instrumentation.addTransformer(new ClockAgent());
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (!name.matches("org/vigia/(camera|web)/Main")) {
            return null;
        }
        CodeTransform replacing =
                (code, element) -> {
                    if (element instanceof InvokeInstruction call
                            && call.owner().asInternalName().equals("java/time/Clock")
                            && call.name().equalsString("systemUTC")) {
                        code.invokestatic(SHIFTED, "systemUTC", MADE);
                    } else {
                        code.with(element);
                    }
                };
        ClassFile file = ClassFile.of();
        return file.transformClass(
                file.parse(bytes), ClassTransform.transformingMethodBodies(replacing));
    }
}
