import Glibc

/// A queue between two threads: one puts in, the other takes all that is there or sleeps until something is.
///
/// `@unchecked Sendable`: `items` is read and written only while `mutex` is held; the rest is set once.
final class Mailbox<Item: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let filled = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var items: [Item] = []

  init() {
    pthread_mutex_init(mutex, nil)
    // The wall clock may be set while someone waits; the monotonic one may not.
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(filled, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(filled)
    pthread_mutex_destroy(mutex)
    filled.deallocate()
    mutex.deallocate()
  }

  /// Puts something in; whether the box was empty before.
  @discardableResult
  func put(_ item: Item) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    items.append(item)
    if items.count == 1 { pthread_cond_signal(filled) }
    return items.count == 1
  }

  /// Takes what is there, without waiting.
  func takeAll() -> [Item] {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return emptied()
  }

  /// Waits until something is there and takes it; nothing after `milliseconds` without anything.
  ///
  /// - Parameter milliseconds: nil waits for ever.
  func wait(milliseconds: Int?) -> [Item] {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    var deadline = timespec()
    if let milliseconds {
      clock_gettime(CLOCK_MONOTONIC, &deadline)
      let nanoseconds = deadline.tv_nsec + milliseconds % 1000 * 1_000_000
      deadline.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
      deadline.tv_nsec = nanoseconds % 1_000_000_000
    }
    while items.isEmpty {
      if milliseconds == nil {
        pthread_cond_wait(filled, mutex)
      } else if pthread_cond_timedwait(filled, mutex, &deadline) == ETIMEDOUT {
        break
      }
    }
    return emptied()
  }

  /// Called while `mutex` is held.
  private func emptied() -> [Item] {
    let taken = items
    items = []
    return taken
  }
}
