package org.vigia.camera.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import org.jspecify.annotations.Nullable;

/// Host keys that JSch can neither learn nor forget.
abstract class FixedHostKeys implements HostKeyRepository {
    @Override
    public final HostKey[] getHostKey() {
        return getHostKey(null, null);
    }

    @Override
    public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
        return new HostKey[0];
    }

    @Override
    public final void add(HostKey key, UserInfo ui) {
        throw fixed();
    }

    @Override
    public final void remove(String host, String type) {
        throw fixed();
    }

    @Override
    public final void remove(String host, String type, byte[] key) {
        throw fixed();
    }

    private static UnsupportedOperationException fixed() {
        return new UnsupportedOperationException("host keys are not learnt");
    }
}
