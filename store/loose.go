package store

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// looseLife is how long a file that nothing names is kept: whoever took it in may not have written yet what names it.
const looseLife = 7 * 24 * time.Hour

// Loose is a file that nothing in the log names.
type Loose struct {
	Hash  string    `json:"hash"`
	Size  int64     `json:"size"` // bytes
	Since time.Time `json:"since"`
}

// LooseFiles lists the files that no change in the log names and that nobody took in for a week, by name. All that any
// record ever named counts, not only what it names now: an older value may come back, and a neighbour may ask for it. It
// reads the bodies of the whole log in one view, about a second for a million, so it is for the night.
func (db *DB) LooseFiles() ([]Loose, error) {
	loose, err := db.old()
	if err != nil || len(loose) == 0 {
		return nil, err
	}
	err = db.engine.View(func(tx engine.Tx) error { return named(tx, 0, loose) })
	return sorted(loose), err
}

// DropLooseFiles deletes what LooseFiles lists, and returns what it deleted. What was written meanwhile is held against it
// while nobody can write.
func (db *DB) DropLooseFiles(ctx context.Context) (gone []Loose, err error) {
	loose, err := db.old()
	if err != nil || len(loose) == 0 {
		return nil, err
	}
	var seen position
	if err := db.engine.View(func(tx engine.Tx) error {
		seen, err = readPosition(tx)
		return errors.Join(err, named(tx, 0, loose))
	}); err != nil {
		return nil, err
	}
	err = db.alone(ctx, func(tx engine.Tx) (position, []station.Ref, error) {
		p, err := readPosition(tx)
		if err == nil && p.Fills != seen.Fills {
			err = station.Busy("store_busy", "正在收资料，下次再清理。") // an old line got its body
		}
		if err == nil {
			err = named(tx, seen.Seq, loose)
		}
		if err == nil {
			gone, err = db.drop(loose)
		}
		if err == nil {
			err = errNothing // of the database
		}
		return p, nil, err
	})
	return gone, err
}

// old are the files nobody took in for a week.
func (db *DB) old() (map[string]Loose, error) {
	loose := map[string]Loose{}
	if db.common != nil {
		files, err := db.common.Files(looseLife, true)
		for _, f := range files {
			loose[f.Hash] = Loose(f)
		}
		return loose, err
	}
	shelves, err := os.ReadDir(filepath.Join(db.dir, filesDir))
	if err != nil {
		return nil, fileError(err)
	}
	for _, shelf := range shelves {
		if !shelf.IsDir() {
			continue
		}
		files, err := os.ReadDir(filepath.Join(db.dir, filesDir, shelf.Name()))
		if err != nil {
			return nil, fileError(err)
		}
		for _, e := range files {
			if info, err := e.Info(); err == nil && fileHash.MatchString(e.Name()) && !db.youngerThan(e, looseLife) {
				loose[e.Name()] = Loose{Hash: e.Name(), Size: info.Size(), Since: info.ModTime()}
			}
		}
	}
	return loose, nil
}

// drop deletes files, except what somebody took in again since.
func (db *DB) drop(loose map[string]Loose) (gone []Loose, err error) {
	db.shelving.Lock()
	defer db.shelving.Unlock()
	for _, file := range sorted(loose) {
		if db.common != nil {
			dropped, failed := db.common.Drop(file.Hash, file.Since)
			if err = errors.Join(err, failed); dropped {
				gone, err = append(gone, file), errors.Join(err, db.removeFile(file.Hash))
			}
			continue
		}
		info, failed := os.Stat(db.filePath(file.Hash))
		if failed != nil || !info.ModTime().Equal(file.Since) {
			continue
		}
		if failed = db.DeleteFile(file.Hash); failed == nil {
			gone = append(gone, file)
		}
		err = errors.Join(err, failed)
	}
	return gone, err
}

// named takes out of the list what the log names after a number.
func named(tx engine.Tx, after uint64, loose map[string]Loose) error {
	return tx.Scan(bucketLog, logKey(after+1, partHeader), func(key, raw []byte) (bool, error) {
		if key[8] == partBody && binary.BigEndian.Uint64(key) > after {
			eachHash(raw, func(hash []byte) { delete(loose, string(hash)) })
		}
		return len(loose) > 0, nil
	})
}

// eachHash finds whatever may be the name of a file: 64 hex digits in a row.
func eachHash(raw []byte, fn func(hash []byte)) {
	const size = 64
	run := 0
	for i, c := range raw {
		if run++; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			run = 0
		}
		if run >= size {
			fn(raw[i+1-size : i+1])
		}
	}
}

func sorted(loose map[string]Loose) []Loose {
	all := make([]Loose, 0, len(loose))
	for _, file := range loose {
		all = append(all, file)
	}
	slices.SortFunc(all, func(a, b Loose) int { return strings.Compare(a.Hash, b.Hash) })
	return all
}
