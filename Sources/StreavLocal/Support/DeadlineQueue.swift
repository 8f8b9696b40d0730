import StreavPorts

/// Elements ordered by a point in time, and among equal ones by when they came. Each has a handle by which it is moved
/// or removed in O(log n): nothing dead stays behind.
///
/// A binary heap of slot numbers over an array of slots that know their place in the heap.
struct DeadlineQueue<Element: Sendable>: Sendable {
    /// Names an element as long as it is in the queue.
    struct Handle: Hashable, Sendable {
        fileprivate let slot: Int
        /// Also the order of arrival; tells a slot's present element from a former one.
        fileprivate let order: UInt64
    }

    private struct Slot: Sendable {
        var element: Element?
        var deadline: MonotonicInstant
        var order: UInt64
        var position: Int
    }

    private var slots: [Slot] = []
    private var free: [Int] = []
    private var heap: [Int] = []
    private var nextOrder: UInt64 = 0

    var count: Int { heap.count }
    var isEmpty: Bool { heap.isEmpty }

    /// The earliest deadline.
    var next: MonotonicInstant? { heap.first.map { slots[$0].deadline } }

    mutating func insert(_ element: Element, at deadline: MonotonicInstant) -> Handle {
        let slot = Slot(element: element, deadline: deadline, order: nextOrder, position: heap.count)
        nextOrder += 1
        let number: Int
        if let reused = free.popLast() {
            number = reused
            slots[number] = slot
        } else {
            number = slots.count
            slots.append(slot)
        }
        heap.append(number)
        rise(from: heap.count - 1)
        return Handle(slot: number, order: slot.order)
    }

    func contains(_ handle: Handle) -> Bool {
        handle.slot < slots.count && slots[handle.slot].element != nil && slots[handle.slot].order == handle.order
    }

    /// Where the element stands now; nil when it is gone.
    func deadline(of handle: Handle) -> MonotonicInstant? {
        contains(handle) ? slots[handle.slot].deadline : nil
    }

    mutating func move(_ handle: Handle, to deadline: MonotonicInstant) {
        precondition(contains(handle), "an element that left a deadline queue cannot be moved")
        slots[handle.slot].deadline = deadline
        let position = slots[handle.slot].position
        rise(from: position)
        sink(from: slots[handle.slot].position)
    }

    /// nil when the element is gone already.
    @discardableResult
    mutating func remove(_ handle: Handle) -> Element? {
        guard contains(handle) else { return nil }
        return take(at: slots[handle.slot].position)
    }

    /// Removes the first element if its deadline is at `now` or before.
    mutating func popFirst(dueBy now: MonotonicInstant) -> Element? {
        guard let next, next <= now else { return nil }
        return take(at: 0)
    }

    private mutating func take(at position: Int) -> Element? {
        let number = heap[position]
        let last = heap.removeLast()
        if position < heap.count {
            place(last, at: position)
            rise(from: position)
            sink(from: slots[last].position)
        }
        let element = slots[number].element
        slots[number].element = nil
        free.append(number)
        if heap.isEmpty {
            // A quiet queue gives its memory back.
            slots = []
            free = []
            heap = []
        }
        return element
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (slots[left].deadline, slots[left].order) < (slots[right].deadline, slots[right].order)
    }

    private mutating func place(_ number: Int, at position: Int) {
        heap[position] = number
        slots[number].position = position
    }

    private mutating func rise(from start: Int) {
        var position = start
        let number = heap[position]
        while position > 0 {
            let parent = (position - 1) / 2
            guard isBefore(number, heap[parent]) else { break }
            place(heap[parent], at: position)
            position = parent
        }
        place(number, at: position)
    }

    private mutating func sink(from start: Int) {
        var position = start
        let number = heap[position]
        while true {
            var child = 2 * position + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, isBefore(heap[child + 1], heap[child]) { child += 1 }
            guard isBefore(heap[child], number) else { break }
            place(heap[child], at: position)
            position = child
        }
        place(number, at: position)
    }
}
