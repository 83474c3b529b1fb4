package store

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/bbolt"

	"lianzhan/station"
)

// manifestName is the last entry of a backup; a backup without it was cut short.
const manifestName = "manifest.json"

// Manifest closes a backup: what it holds and what it must hash to.
type Manifest struct {
	Made     string `json:"made"` // RFC 3339
	Origin   string `json:"origin"`
	Seq      uint64 `json:"seq"`
	Database string `json:"database"`      // SHA-256 of station.db
	Key      string `json:"key,omitempty"` // SHA-256 of secret.key; backups of older programs have none
	Files    int    `json:"files"`
}

// Backup writes one tar file with the database as it stands at this moment, every picture, the secret key, and a
// manifest at the end. Writers go on meanwhile, a compaction waits for another time.
func (db *DB) Backup(w io.Writer) (Manifest, error) {
	if db.bolt == nil {
		return Manifest{}, ErrElsewhere
	}
	db.bolt.upkeep.RLock()
	defer db.bolt.upkeep.RUnlock()
	archive := tar.NewWriter(w)
	m := Manifest{Made: db.Now().Time.Format("2006-01-02T15:04:05Z07:00"), Origin: db.Origin()}
	if err := db.backupDatabase(archive, &m); err != nil {
		return m, err
	}
	if err := db.backupFiles(archive, &m); err != nil {
		return m, err
	}
	sum := sha256.Sum256(db.key)
	m.Key = hex.EncodeToString(sum[:])
	if err := addBytes(archive, keyName, db.key); err != nil {
		return m, err
	}
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return m, err
	}
	if err := addBytes(archive, manifestName, raw); err != nil {
		return m, err
	}
	return m, archive.Close()
}

func (db *DB) backupDatabase(archive *tar.Writer, m *Manifest) error {
	return db.bolt.view(func(tx *bbolt.Tx) error {
		p, err := readPosition(newBoltTx(tx))
		if err != nil {
			return err
		}
		m.Seq = p.Seq
		sum := sha256.New()
		err = addEntry(archive, FileName, tx.Size(), func(w io.Writer) error {
			_, err := tx.WriteTo(io.MultiWriter(w, sum))
			return err
		})
		m.Database = hex.EncodeToString(sum.Sum(nil))
		return err
	})
}

func (db *DB) backupFiles(archive *tar.Writer, m *Manifest) error {
	root := filepath.Join(db.dir, filesDir)
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), partPrefix) {
			return err
		}
		f, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // erased meanwhile
		}
		if err != nil {
			return err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return err
		}
		m.Files++
		return addEntry(archive, filesDir+"/"+entry.Name(), info.Size(), func(w io.Writer) error {
			_, err := io.Copy(w, f)
			return err
		})
	})
}

func addBytes(archive *tar.Writer, name string, content []byte) error {
	return addEntry(archive, name, int64(len(content)), func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

func addEntry(archive *tar.Writer, name string, size int64, write func(io.Writer) error) error {
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size}); err != nil {
		return err
	}
	return write(archive)
}

func badBackup(cause error) error {
	return station.Invalid("backup_unusable", "这个备份文件不完整或不是联站的备份，没有恢复任何东西。").Because(cause)
}
