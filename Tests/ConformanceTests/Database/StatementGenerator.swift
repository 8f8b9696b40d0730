import StreavLocal
import StreavSQL

/// Random transactions over two tables, of few ids and names, so that they often meet.
final class StatementGenerator {
    private let entropy: SeededEntropy

    init(seed: UInt64) {
        entropy = SeededEntropy(seed: seed)
    }

    static func tables(_ dialect: SQLDialect) -> [SQL] {
        [
            """
            CREATE TABLE items (
                id \(dialect.long) NOT NULL,
                name \(dialect.text) NOT NULL,
                rank \(dialect.integer),
                note \(dialect.text),
                weight \(dialect.real),
                CONSTRAINT items_pkey PRIMARY KEY (id),
                CONSTRAINT items_name_key UNIQUE (name),
                CONSTRAINT items_rank_check CHECK (rank >= 0)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE parts (
                item_id \(dialect.long) NOT NULL CONSTRAINT parts_item_id_fkey REFERENCES items (id),
                position \(dialect.integer) NOT NULL,
                label \(dialect.text),
                tag \(dialect.blob),
                PRIMARY KEY (item_id, position)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE UNIQUE INDEX parts_label_index ON parts (label) WHERE label IS NOT NULL",
        ]
    }

    func transaction() -> GeneratedTransaction {
        let isWrite = below(5) > 0
        let steps = (0...below(4)).map { _ in isWrite && below(3) > 0 ? change() : query() }
        let end: GeneratedTransaction.End = below(12) == 0 ? .refusal : below(12) == 0 ? .hiding : .normal
        // Now and then one writes where only reading is allowed.
        let stray: [GeneratedTransaction.Step] = !isWrite && below(6) == 0 ? [change()] : []
        return GeneratedTransaction(steps: steps + stray, isWrite: isWrite, end: end)
    }

    private func below(_ bound: Int) -> Int { Int(entropy.next() % UInt64(bound)) }
    private func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    private var id: Int { below(9) }
    private var name: String { pick(["a", "b", "c", "é", "👍", "ab", "", "z'z", "%", "B"]) }
    private var rank: Int? { pick([nil, 0, 1, 2, 3, 5, 8, -1, 2_147_483_647]) }
    private var note: String? { pick([nil, nil, "", "x", "long ago", "100%", "a_b"]) }
    private var weight: Double? { pick([nil, 0, 0.5, -1.25, 1e300, 3]) }
    private var tag: [UInt8]? { pick([nil, [], [0], [1, 0, 255]]) }

    private func change() -> GeneratedTransaction.Step {
        switch below(11) {
        case 0, 1:
            .execute(
                """
                INSERT INTO items (id, name, rank, note, weight)
                VALUES (\(id), \(name), \(rank), \(note), \(weight))
                """)
        case 2:
            .query(
                """
                INSERT INTO items (id, name, rank) VALUES (\(id), \(name), \(rank))
                ON CONFLICT (name) DO UPDATE SET rank = excluded.rank, note = \(note) RETURNING id, name, rank
                """)
        case 3:
            .execute(
                """
                INSERT INTO parts (item_id, position, label, tag)
                SELECT i.id, \(below(4)), \(note), \(tag) FROM items i WHERE i.id = \(id)
                ON CONFLICT (item_id, position) DO UPDATE SET tag = excluded.tag
                """)
        case 4:
            .execute(
                """
                INSERT INTO parts (item_id, position, label, tag)
                VALUES (\(id), \(below(4)), \(note), \(tag)), (\(id), \(4 + below(4)), NULL, \(tag))
                """)
        case 5: .execute("UPDATE items SET rank = rank - \(below(3)), note = \(note) WHERE rank < \(below(9))")
        case 6: .execute("UPDATE items SET name = \(name) WHERE id = \(id)")
        case 7: .execute("UPDATE items SET weight = coalesce(\(weight), weight), rank = \(rank) WHERE id = \(id)")
        case 8: .execute("DELETE FROM items WHERE id IN (\(values: (0...below(3)).map { _ in id }))")
        case 9: .execute("DELETE FROM parts WHERE item_id = \(id) OR tag = \(tag)")
        default:
            .execute("INSERT INTO items (id, name, rank) VALUES (\(id), \(nil as String?), \(rank))")
        }
    }

    private func query() -> GeneratedTransaction.Step {
        switch below(9) {
        case 0: .query("SELECT id, name, rank, note, weight FROM items ORDER BY rank ASC NULLS LAST, name, id")
        case 1:
            .query(
                "SELECT name, note FROM items ORDER BY note DESC NULLS LAST, name LIMIT \(below(5)) OFFSET \(below(3))")
        case 2: .query("SELECT count(*), count(rank), sum(rank), min(name), max(note), min(weight) FROM items")
        case 3: .query("SELECT id FROM items WHERE note = \(note) OR rank IN (\(values: [0, 1, below(9)])) ORDER BY id")
        case 4:
            .query(
                """
                SELECT i.name, p.position, p.tag FROM items i LEFT JOIN parts p ON p.item_id = i.id
                ORDER BY i.id, p.position NULLS LAST
                """)
        case 5:
            .query(
                """
                SELECT item_id, count(*), max(position) FROM parts GROUP BY item_id HAVING count(*) > \(below(2))
                ORDER BY item_id
                """)
        case 6: .query("SELECT name FROM items WHERE note LIKE \("%" + (note ?? "") + "%") ESCAPE '\\' ORDER BY name")
        case 7:
            .query(
                """
                SELECT coalesce(rank, 0) + id * 2, CASE WHEN rank IS NULL THEN 'none' ELSE name END, rank > 2
                FROM items WHERE EXISTS (SELECT 1 FROM parts WHERE item_id = id) ORDER BY id
                """)
        default: .query("SELECT id, weight FROM items WHERE weight > \(Double(below(3))) ORDER BY weight, id")
        }
    }
}
