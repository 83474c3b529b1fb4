package main

import (
	"encoding/binary"
	"sync"

	"go.etcd.io/bbolt"
)

// group is the rival of the store's writing: the least a durable write through bbolt can be. The first submitter who
// finds no commit under way commits one Put for itself and for each who queued.
type group struct {
	bolt    *bbolt.DB
	lock    sync.Mutex
	waiting []*submission
	leading bool
	last    uint64
	commits int
}

type submission struct {
	record []byte
	err    error
	turn   chan bool // true: lead the next commit; false: your record is on disk
}

var bucketBare = []byte("bare")

func openGroup(path string) (*group, error) {
	bolt, err := bbolt.Open(path, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return nil, err
	}
	return &group{bolt: bolt}, bolt.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket(bucketBare)
		return err
	})
}

// write returns when the record is on disk.
func (g *group) write(record []byte) error {
	s := &submission{record: record, turn: make(chan bool, 1)}
	g.lock.Lock()
	g.waiting = append(g.waiting, s)
	lead := !g.leading
	g.leading = true
	g.lock.Unlock()
	if lead || <-s.turn {
		g.lead(s)
	}
	return s.err
}

func (g *group) lead(self *submission) {
	g.lock.Lock()
	batch := g.waiting
	g.waiting = nil
	g.lock.Unlock()
	err := g.bolt.Update(func(tx *bbolt.Tx) error {
		bucket := tx.Bucket(bucketBare)
		for _, s := range batch {
			g.last++
			if err := bucket.Put(binary.BigEndian.AppendUint64(nil, g.last), s.record); err != nil {
				return err
			}
		}
		return nil
	})
	g.commits++
	for _, s := range batch {
		if s.err = err; s != self {
			s.turn <- false
		}
	}
	g.lock.Lock()
	defer g.lock.Unlock()
	if len(g.waiting) > 0 {
		g.waiting[0].turn <- true
		return
	}
	g.leading = false
}
