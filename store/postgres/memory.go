package postgres

// memory keeps what the last commit of this process knew. As long as the next commit's number follows on it, nobody wrote in
// between and all of it still holds.
type memory struct {
	turn  int64
	cells map[string]map[string]*cell
	top   []byte
}

// maxMemory is after how many bytes the memory starts anew.
const maxMemory = 32 << 20

// recall hands the memory to the transaction that holds the lock, if it still holds.
func (t *tx) recall(m *memory) {
	if m.cells != nil && m.turn == t.turn-1 {
		t.cells, t.top = m.cells, m.top
	}
	m.cells, m.top = nil, nil // a transaction that fails may leave anything in it
}

// keep takes over what a transaction knew at its end: what held after a commit's number. The log is left out: it is written once.
func (m *memory) keep(t *tx, turn int64) {
	delete(t.cells, logBucket)
	size := 0
	for _, in := range t.cells {
		for key, c := range in {
			size += len(key) + len(c.value) + cellSize
		}
	}
	if size > maxMemory {
		t.cells = map[string]map[string]*cell{}
	}
	m.turn, m.cells, m.top = turn, t.cells, t.top
}

const cellSize = 100
