package io.github.cfexporter.cluster.store;

import java.io.EOFException;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** Whether an error means that a file of H2 does not hold what H2 once wrote to it. */
final class Damage {
  private static final Set<Integer> OF_SQL =
      Set.of(ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1);

  private static final Set<Integer> OF_FILE = Set.of(
      DataUtils.ERROR_FILE_CORRUPT,
      DataUtils.ERROR_UNSUPPORTED_FORMAT,
      DataUtils.ERROR_INTERNAL,
      DataUtils.ERROR_SERIALIZATION,
      DataUtils.ERROR_CHUNK_NOT_FOUND,
      DataUtils.ERROR_BLOCK_NOT_FOUND,
      DataUtils.ERROR_TRANSACTION_CORRUPT);

  /** Looks through the causes, too: a general error, code 50000, only says that there is one. */
  static boolean isIn(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && OF_SQL.contains(sql.getErrorCode())) {
        return true;
      }
      if (cause instanceof MVStoreException file && isDamage(file)) {
        return true;
      }
      // LOB blocks that are missing come without their exception, as its text alone
      if (String.valueOf(cause.getMessage()).contains("Block not found in id")) {
        return true;
      }
    }
    return false;
  }

  /** A file that ends too early is damaged; one that the system will not read may be whole. */
  private static boolean isDamage(MVStoreException file) {
    return OF_FILE.contains(file.getErrorCode())
        || (file.getErrorCode() == DataUtils.ERROR_READING_FAILED
            && file.getCause() instanceof EOFException);
  }

  private Damage() {}
}
