package store

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// The buckets of the database. docs/disk.md tells what each holds.
const (
	bucketMeta  = "meta"  // schema, position, key
	bucketLog   = "log"   // seq and part -> header, body, envelope, link
	bucketHeld  = "held"  // chain and counter -> seq, at the beginning of each run
	bucketChain = "chain" // chain -> tip
	bucketNote  = "note"  // what sync remembers
)

const stateBuckets = "state/"

// stateBucket holds the records of a kind by id. A commit pays for every tree it touches, so each kind is a tree of its
// own and the log is one.
func stateBucket(kind station.Kind) string { return stateBuckets + string(kind) }

var (
	keySchema   = []byte("schema")
	keyPosition = []byte("position")
	keyMark     = []byte("key") // by which the database knows its secret key
)

// position is where this store's log and its own chains of changes stand.
type position struct {
	Origin string      `json:"origin"`
	Epoch  string      `json:"epoch"`            // life of the log: another one begins when it was set back
	Scope  string      `json:"scope,omitempty"`  // where the box stands, once it was told
	Former []string    `json:"former,omitempty"` // where it stood before
	Seq    uint64      `json:"seq"`
	HLC    station.HLC `json:"hlc"`
	tip                // of the chain that travels
	Local  tip         `json:"local,omitzero"`  // of the chain that never leaves the box
	Fills  uint64      `json:"fills,omitempty"` // bodies that came after their lines
	// Unlinked is the last line of a program that did not link the lines about one record.
	Unlinked uint64 `json:"unlinked,omitempty"`
	// Books are the last numbers given in the registers that number their lines.
	Books map[string]uint64 `json:"books,omitempty"`
	// Erased holds from an erasure to the next compaction: the file's free pages may still say what was erased.
	Erased bool `json:"erased,omitempty"`
	// Rewriting holds while the tables of a shared database are rewritten, so that an erasure meanwhile is not forgotten.
	Rewriting bool `json:"rewriting,omitempty"`
}

// next is the next number of a register, 0 for none.
func (p *position) next(book string) uint64 {
	if book == "" {
		return 0
	}
	if p.Books == nil {
		p.Books = map[string]uint64{}
	}
	p.Books[book]++
	return p.Books[book]
}

func (p position) clone() position {
	p.Books = maps.Clone(p.Books)
	return p
}

// migrations is the append-only list of steps; the schema number is how many have run.
var migrations = []func(engine.Tx) error{nameBox, indexChains, shareStamps}

// shareStamps is step 3: from here on a record names the stamp its fields share once. What lies there stays as it is; an
// older program would read the new ones wrongly, and is told so by the number.
func shareStamps(engine.Tx) error { return nil }

// nameBox is step 1: an empty store with a fresh identity.
func nameBox(tx engine.Tx) error {
	return putJSON(tx, bucketMeta, keyPosition, position{Origin: randomHex(16) + "/" + randomHex(8)})
}

// migrate runs the steps the file lacks, each in its own transaction. A file from a newer program is refused.
func (db *DB) migrate() error {
	done, err := db.schema()
	if err != nil {
		return err
	}
	if done > len(migrations) {
		return station.Conflict("database_newer", "数据库是更新版本的程序写的（第 %d 版），本程序只认到第 %d 版，请先升级程序。",
			done, len(migrations))
	}
	for step := done; step < len(migrations); step++ {
		if err := db.engine.Update(func(tx engine.Tx) error {
			if now, err := readSchema(tx); err != nil || now > step {
				return err // another process was here first
			}
			if err := migrations[step](tx); err != nil {
				return err
			}
			return putJSON(tx, bucketMeta, keySchema, step+1)
		}); err != nil {
			return fmt.Errorf("migration step %d: %w", step+1, err)
		}
	}
	return nil
}

func (db *DB) schema() (done int, err error) {
	err = db.engine.View(func(tx engine.Tx) error {
		done, err = readSchema(tx)
		return err
	})
	return done, err
}

func readSchema(tx engine.Tx) (done int, err error) {
	raw, err := tx.Get(bucketMeta, keySchema)
	if raw == nil {
		return 0, err
	}
	return done, json.Unmarshal(raw, &done)
}

func readPosition(tx engine.Tx) (position, error) {
	var p position
	raw, err := tx.Get(bucketMeta, keyPosition)
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(raw, &p)
}

func putJSON(tx engine.Tx, bucket string, key []byte, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return tx.Put(bucket, key, raw)
}

func randomHex(bytes int) string {
	b := make([]byte, bytes)
	rand.Read(b) // never fails
	return hex.EncodeToString(b)
}
