package io.github.cfexporter.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, with which operators tell a process to read its configuration again. Java would end the
 * process. The only way to it is {@code sun.misc.Signal}, of the module jdk.unsupported, which a
 * compiler warns of in every use; hence by reflection.
 */
public final class ReloadSignal {
  private static final Logger logger = LoggerFactory.getLogger(ReloadSignal.class);

  private Runnable task;
  private boolean early;

  /**
   * From now on, the signal does not end the process. Where there is no such signal, as on Windows or
   * with {@code -Xrs}, nothing changes.
   */
  public static ReloadSignal listen() {
    ReloadSignal reload = new ReloadSignal();
    reload.register();
    return reload;
  }

  /** From now on, the signal runs the task, on a thread of its own; so does one that came before. */
  public synchronized void runs(Runnable reloading) {
    task = reloading;
    if (early) {
      early = false;
      task.run();
    }
  }

  synchronized void received() {
    if (task == null) {
      early = true; // while the process starts: nobody knows whether the change was read
    } else {
      task.run();
    }
  }

  private void register() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object running = Proxy.newProxyInstance(
          ReloadSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, given) -> {
            if (method.getName().equals("handle")) {
              received();
            }
            return null;
          });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), running);
    } catch (ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException wrapped ? wrapped.getCause() : e;
      logger.debug("there is no signal to read the configuration again", cause);
    }
  }

  ReloadSignal() {}
}
