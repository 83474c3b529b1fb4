// Package engine is what the store asks of a database: ordered buckets of bytes under transactions. Everything else - the
// log, the chains, the records - is the store's own and the same over every database.
package engine

import (
	"context"
	"errors"
	"io"
	"time"

	"lianzhan/station/slate"
)

// Engine is an open database. One Update runs at a time; a View sees one moment and waits for nobody.
type Engine interface {
	View(fn func(Tx) error) error
	// Update commits what fn wrote, or nothing when it fails; when it returns nil, it is on disk.
	Update(fn func(Tx) error) error
	Close() error
}

// Tx is one transaction. Slices it hands out are valid until it ends and must not be altered.
type Tx interface {
	// Get is nil for a key that is not there. A bucket that was never written is empty.
	Get(bucket string, key []byte) ([]byte, error)
	// Put copies the key but not the value, which must never be altered afterwards.
	Put(bucket string, key, value []byte) error
	Delete(bucket string, key []byte) error
	// Scan runs from a key on, itself included, in order of the bytes, until fn returns false; a nil from is the start. fn must
	// not write to the bucket.
	Scan(bucket string, from []byte, fn func(key, value []byte) (more bool, err error)) error
	// ScanBack runs from before a key down; a nil before is the end.
	ScanBack(bucket string, before []byte, fn func(key, value []byte) (more bool, err error)) error
	// OnCommit is called once after the commit is on disk, and not at all when it fails.
	OnCommit(fn func())
}

// Far is a Tx of a database across a network, where every question costs a journey.
type Far interface {
	Tx
	// Foresee names keys that will be asked for soon: all of them are fetched at once.
	Foresee(bucket string, keys ...[]byte) error
	// Tell leaves a note with the commit for the other processes; see Shared.
	Tell(note []byte)
}

// Shared is an Engine over a database that other processes write to as well: what one transaction read may be old in the
// next.
type Shared interface {
	Engine
	// Follow has every commit of other processes told from now on, by the note it left: in the order of the commits, and
	// before OnCommit of a later one of this process. A nil note stands for commits too old to be known one by one.
	Follow(told func(note []byte)) error
	// Hear tells now what was committed before it was called, and returns when that is told.
	Hear(ctx context.Context) error
}

// Common is a Shared engine that holds all a box has, so that its processes need no common disk: beside the records its key,
// its files, and what the processes remember together for a while.
type Common interface {
	Shared
	slate.Slate
	Shelf
	// Key is the box's key; the one given is kept when there is none yet.
	Key(fresh []byte) ([]byte, error)
	// HasKey reports whether there is one.
	HasKey() (bool, error)
}

// Shelf keeps files under the SHA-256 of their content, 64 hex digits.
type Shelf interface {
	// Keep takes a whole file. One that is there counts as taken in again.
	Keep(hash string, size int64, content io.Reader) error
	// Append adds to a file of so many bytes what follows an offset, and returns how far it is there now. With the last bytes it
	// must be what its name says, else it is thrown away: ErrAltered. ErrOffset: it stands elsewhere.
	Append(hash string, at, length int64, part []byte) (offset int64, whole bool, err error)
	// Stands is how far a file is there, and whether that is all of it.
	Stands(hash string) (at int64, whole bool, err error)
	// Fetch writes a whole file out; found is false when it is not there.
	Fetch(hash string, into io.Writer) (found bool, err error)
	// Files are those taken in before an age, or that stopped arriving then.
	Files(older time.Duration, whole bool) ([]File, error)
	// Drop takes a file away unless it was taken in again since; a zero time means whenever it was.
	Drop(hash string, since time.Time) (gone bool, err error)
}

// File is one of a shelf.
type File struct {
	Hash  string
	Size  int64
	Since time.Time // when it was last taken in
}

// What a shelf says of a file that comes in parts.
var (
	ErrOffset  = errors.New("engine: the file stands elsewhere")
	ErrAltered = errors.New("engine: the file is not what its name says")
)

// Compacter is an Engine that can rewrite its tables so that what was deleted is nowhere in them any more.
type Compacter interface {
	Compact() error
}
