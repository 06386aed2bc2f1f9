package org.vigia.camera.remote;

import org.vigia.camera.alarm.AlarmInput;

/// Takes what somebody with the remote wants. Called on the infrared receiver's thread; returns
/// quickly and does not throw.
public interface RemoteListener {
    void onAlarm(AlarmInput input);

    void onPanLeft();

    void onPanRight();
}
