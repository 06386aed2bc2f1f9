package org.vigia.web.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;

/// Fingers on a page, as Chromium's protocol makes them.
final class Finger implements AutoCloseable {
    private final Page page;
    private final CDPSession session;

    Finger(Page page) {
        this.page = page;
        session = page.context().newCDPSession(page);
        enable(true);
    }

    private void enable(boolean enabled) {
        JsonObject wanted = new JsonObject();
        wanted.addProperty("enabled", enabled);
        session.send("Emulation.setTouchEmulationEnabled", wanted);
    }

    void down(Locator on) {
        BoundingBox box = on.boundingBox();
        touch("touchStart", box.x + 60, box.y + box.height / 2);
    }

    void up() {
        touch("touchEnd");
    }

    /// Two fingers on one height move from `from` pixels apart to `to`.
    void pinch(double x, double y, double from, double to) {
        touch("touchStart", x - from / 2, y, x + from / 2, y);
        for (int step = 1; step <= 5; step++) {
            double apart = from + (to - from) * step / 5;
            touch("touchMove", x - apart / 2, y, x + apart / 2, y);
        }
        touch("touchEnd");
    }

    private void touch(String type, double... places) {
        JsonArray points = new JsonArray();
        for (int i = 0; i < places.length; i += 2) {
            JsonObject point = new JsonObject();
            point.addProperty("x", places[i]);
            point.addProperty("y", places[i + 1]);
            point.addProperty("id", i / 2);
            points.add(point);
        }
        JsonObject touch = new JsonObject();
        touch.addProperty("type", type);
        touch.add("touchPoints", points);
        session.send("Input.dispatchTouchEvent", touch);
        page.waitForTimeout(10);
    }

    @Override
    public void close() {
        enable(false);
        session.detach();
    }
}
