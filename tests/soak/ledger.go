package main

import (
	"fmt"
	"os"
	"sync"
)

// ledger holds what was acknowledged, in a file of its own: for each writer numbers that only grow.
type ledger struct {
	lock sync.Mutex
	file *os.File
	said map[string][]int
	next map[string]int
	gone int // went with a disk before anybody else had them

	healed map[string]map[int]bool // came back from a neighbour after their disk was lost
}

func openLedger(path string) (*ledger, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	return &ledger{file: file, said: map[string][]int{}, next: map[string]int{}, healed: map[string]map[int]bool{}}, err
}

// number is the next one a writer may use, whether or not its last was acknowledged.
func (l *ledger) number(writer string) int {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.next[writer]++
	return l.next[writer]
}

// acknowledge notes that the station answered for a write.
func (l *ledger) acknowledge(writer string, number int) error {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.said[writer] = append(l.said[writer], number)
	_, err := fmt.Fprintln(l.file, writer, number)
	return err
}

// last is the newest number acknowledged to a writer, 0 for none.
func (l *ledger) last(writer string) int {
	l.lock.Lock()
	defer l.lock.Unlock()
	said := l.said[writer]
	if len(said) == 0 {
		return 0
	}
	return said[len(said)-1]
}

func (l *ledger) count() int {
	l.lock.Lock()
	defer l.lock.Unlock()
	n := 0
	for _, said := range l.said {
		n += len(said)
	}
	return n
}

// forget takes off what was acknowledged to a writer after a number and is nowhere: a disk was lost.
func (l *ledger) forget(writer string, after int, somewhere func(n int) bool) {
	l.lock.Lock()
	defer l.lock.Unlock()
	var left []int
	for _, n := range l.said[writer] {
		switch {
		case n <= after:
			left = append(left, n)
		case somewhere(n):
			left = append(left, n)
			if l.healed[writer] == nil {
				l.healed[writer] = map[int]bool{}
			}
			l.healed[writer][n] = true
		default:
			l.gone++
		}
	}
	l.said[writer] = left
}

func (l *ledger) close() error { return l.file.Close() }
