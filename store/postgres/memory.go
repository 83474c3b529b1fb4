package postgres

// memory keeps what the last commit of this process knew. If the next transaction finds that commit's mark in the row it
// locks, nobody wrote in between and all of it still holds. A number would not do: after a fail-over it may be given twice.
type memory struct {
	mark  string
	cells map[string]map[string]*cell
	top   []byte
	size  int // bytes, roughly and never too few
}

const (
	maxMemory = 32 << 20 // bytes, roughly, after which it starts anew
	cellSize  = 100
)

// recall hands the memory to the transaction that holds the lock, if it still holds.
func (t *tx) recall(m *memory) {
	if m.cells != nil && m.mark == t.after {
		t.cells, t.top, t.size = m.cells, m.top, m.size
	}
	m.cells, m.top = nil, nil // a transaction that fails may leave anything in it
}

// keep takes over what a transaction knew at its end: what holds after the commit of that mark. The log is left out, it is
// written once.
func (m *memory) keep(t *tx, mark string) {
	delete(t.cells, logBucket)
	if t.size > maxMemory {
		t.cells, t.size = map[string]map[string]*cell{}, 0
	}
	m.mark, m.cells, m.top, m.size = mark, t.cells, t.top, t.size
}
