// Package store is the only room that touches a database: one bbolt file for records and their log, and a folder of
// pictures named by hash.
//
// Everything written is a station.Change. A commit puts the new state, the line in the log and the counters into one
// transaction, and announces afterwards which records it touched.
package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	bolterrors "go.etcd.io/bbolt/errors"

	"lianzhan/station"
	"lianzhan/station/slate"
	"lianzhan/store/engine"
)

// FileName is the database inside the data directory.
const FileName = "station.db"

// Options of a store. The zero value serves tests: the system's clock, unconfirmed.
type Options struct {
	Scope string                            // path of this node in the tree, "/" when it stands alone
	Clock func() (time.Time, station.Trust) // what the box's wall clock says and how far to believe it
	Built time.Time                         // when the program was built; no clock is believed before it
	Keep  []station.Kind                    // kinds of record that never leave this box, whatever their class
	// Engine is the database; nil: a bbolt file of the store's own in the directory. The store closes it, also when it does
	// not open.
	Engine engine.Engine
}

// DB is an open store. Its methods may be called from any goroutine.
type DB struct {
	dir    string
	scope  string // until SetScope says otherwise
	keeps  []station.Kind
	stands atomic.Pointer[position]
	mark   highWater
	engine engine.Engine
	bolt   *handle       // the engine when it is a file of this box, nil otherwise
	common engine.Common // the engine when it holds all a box has, nil otherwise
	slate  slate.Slate
	ears   ears
	key    station.Key
	free   func(dir string) (uint64, error) // bytes the disk has left
	clock  func() (time.Time, station.Trust)
	built  time.Time
	seq    atomic.Uint64
	hlc    atomic.Int64 // clock of the last change
	erased atomic.Bool  // the file still holds what was erased

	queue    queue
	parts    parts
	shelving sync.RWMutex // held whole while files are thrown away that nothing names

	watchLock sync.RWMutex
	watchers  map[int]func(station.Announcement)
	nextWatch int
}

// Open opens the store in a directory, making it if need be. The errors people must act on are worded:
// database_held (another process has it, named), database_damaged (restore it), database_newer (update the program),
// key_missing and key_damaged (bring secret.key back).
func Open(dir string, o Options) (*DB, error) {
	if o.Clock == nil {
		o.Clock = func() (time.Time, station.Trust) { return time.Now(), station.TrustRTC }
	}
	if o.Scope == "" {
		o.Scope = "/"
	}
	db := &DB{dir: dir, scope: o.Scope, keeps: o.Keep, engine: o.Engine, free: freeBytes, clock: o.Clock, built: o.Built,
		watchers: map[int]func(station.Announcement){}}
	if err := os.MkdirAll(filepath.Join(dir, filesDir), 0o700); err != nil {
		return nil, db.giveUp(station.Invalid("data_dir_unusable", "数据目录 %s 不能用。", dir).Because(err))
	}
	if db.engine == nil {
		bolt, err := openOwn(filepath.Join(dir, FileName))
		if err != nil {
			return nil, err
		}
		db.engine, db.bolt = bolt, bolt
	}
	db.common, _ = db.engine.(engine.Common)
	for _, step := range []func() error{db.apart, db.migrate, db.load, db.listen, db.openMark, db.loadKey, db.sweep} {
		if err := step(); err != nil {
			return nil, db.giveUp(err)
		}
	}
	return db, nil
}

// giveUp lets go of what was opened already.
func (db *DB) giveUp(err error) error {
	if db.engine != nil {
		err = errors.Join(err, db.engine.Close())
	}
	return errors.Join(err, db.mark.close())
}

// openOwn opens the database of a box, making it if need be.
func openOwn(path string) (*handle, error) {
	if err := errors.Join(create(path), checkFile(path)); err != nil {
		return nil, err
	}
	file, err := openFile(path)
	if err != nil {
		return nil, openError(path, err)
	}
	return &handle{file: file}, nil
}

// apart refuses a folder whose own database would be passed over: nobody moved it, and the county would look empty.
func (db *DB) apart() error {
	if db.slate = db.common; db.common == nil {
		db.slate = slate.InMemory(func() time.Time { return db.Now().Time })
	}
	if db.bolt != nil {
		return nil
	}
	path := filepath.Join(db.dir, FileName)
	if _, err := os.Stat(path); err == nil {
		return station.Conflict("data_dir_embedded", "%s 里有一个单机数据库，它不会自己搬到数据库服务器里。请另给一个空目录（--data），或者去掉 --database。", db.dir)
	}
	return nil
}

// sweep removes what a power cut left half done. Whoever holds the database is the only one at work in the folder.
func (db *DB) sweep() error {
	for _, name := range []string{compactName, keyPart, restoreDir} {
		if err := os.RemoveAll(filepath.Join(db.dir, name)); err != nil {
			return fileError(err)
		}
	}
	return db.sweepFiles()
}

// create makes a new database under another name and renames it, so that a power cut on the first start never leaves
// an empty file that could be mistaken for a lost one.
func create(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	part := path + ".new"
	if err := os.RemoveAll(part); err != nil {
		return fileError(err)
	}
	file, err := openFile(part)
	if err != nil {
		return fileError(err)
	}
	db := &DB{engine: &handle{file: file}}
	if err := errors.Join(db.migrate(), file.Close(), os.Rename(part, path), syncDir(filepath.Dir(path))); err != nil {
		return fileError(err)
	}
	return nil
}

func openError(path string, err error) error {
	if errors.Is(err, bolterrors.ErrTimeout) {
		return station.Busy("database_held", "数据库 %s 正被另一个程序使用（%s），请先停掉它，或让它来办这件事。",
			path, holder(path)).Because(err)
	}
	return damaged(path, err)
}

// load reads where the log stands.
func (db *DB) load() error {
	return db.engine.View(func(tx engine.Tx) error {
		p, err := readPosition(tx)
		if err != nil {
			return err
		}
		if at := db.stands.Load(); at == nil || at.Epoch != p.Epoch || at.Seq <= p.Seq {
			db.follow(p)
		}
		return nil
	})
}

// follow notes where the log stands. Commits are followed in their order.
func (db *DB) follow(p position) {
	db.stands.Store(&p)
	db.seq.Store(p.Seq)
	db.hlc.Store(int64(p.HLC))
	db.erased.Store(p.Erased || p.Rewriting)
	db.mark.raise(p)
}

// Close waits for the commits under way and closes the file.
func (db *DB) Close() error {
	db.queue.close()
	db.ears.done.Wait()
	if err := errors.Join(db.mark.close(), db.engine.Close()); err != nil {
		return fmt.Errorf("close %s: %w", db.dir, err)
	}
	return nil
}

// Seq is the number of the last line in the log.
func (db *DB) Seq() uint64 { return db.seq.Load() }

// Origin is this box as the log names it: device "/" incarnation.
func (db *DB) Origin() string { return db.stands.Load().Origin }

// Now is the time in the station's zone, never before what was last written (station.ReadClock).
func (db *DB) Now() station.Reading {
	wall, trust := db.clock()
	reading := station.ReadClock(wall, trust, station.HLC(db.hlc.Load()).Time(), db.built)
	reading.Time = reading.Time.In(station.Zone)
	return reading
}

// Ping proves that the database answers: it reads the log's position from the file.
func (db *DB) Ping() error {
	return db.engine.View(func(tx engine.Tx) error {
		_, err := readPosition(tx)
		return err
	})
}
