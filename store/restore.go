package store

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"go.etcd.io/bbolt"
)

const restoreDir = "restore-part"

// Restore puts a backup in the place of the store in dir. The whole backup is read and checked first; the database
// that was there, damaged or not, is kept beside it as station.db.before-<log number>, its key likewise. The restored box
// is a new incarnation, so that what it writes next is never taken for what the lost one wrote. A backup of an older
// program has no key: the box keeps its own, or makes one at the next start.
func Restore(dir string, backup io.Reader) (m Manifest, err error) {
	release, err := claim(filepath.Join(dir, FileName))
	if err != nil {
		return Manifest{}, err
	}
	defer func() { err = errors.Join(err, release()) }()
	part := filepath.Join(dir, restoreDir)
	if err = errors.Join(os.RemoveAll(part), os.MkdirAll(filepath.Join(part, filesDir), 0o700)); err != nil {
		return Manifest{}, fileError(err)
	}
	defer os.RemoveAll(part)
	m, err = unpack(part, backup)
	if err != nil {
		return m, err
	}
	if err := checkFile(filepath.Join(part, FileName)); err != nil {
		return m, badBackup(err)
	}
	if err := renewIncarnation(part); err != nil {
		return m, err
	}
	return m, moveIn(dir, part, m)
}

// unpack writes the entries of a backup below part and holds them against their hashes.
func unpack(part string, backup io.Reader) (m Manifest, err error) {
	database, key, files := "", "", 0
	for archive := tar.NewReader(backup); ; {
		entry, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return m, badBackup(errors.New("no manifest"))
		}
		if err != nil {
			return m, badBackup(err)
		}
		switch dir, name := path.Split(entry.Name); {
		case entry.Name == manifestName:
			if err := json.NewDecoder(archive).Decode(&m); err != nil {
				return m, badBackup(err)
			}
			if m.Database != database || m.Key != key || m.Files != files {
				return m, badBackup(errors.New("content differs from the manifest"))
			}
			return m, nil
		case entry.Name == FileName:
			if database, err = writeSynced(filepath.Join(part, FileName), archive); err != nil {
				return m, err
			}
		case entry.Name == keyName:
			if key, err = writeSynced(filepath.Join(part, keyName), archive); err != nil {
				return m, err
			}
		case dir == filesDir+"/" && fileHash.MatchString(name):
			sum, err := writeSynced(filepath.Join(part, filesDir, name), archive)
			if err != nil {
				return m, err
			}
			if sum != name {
				return m, badBackup(fmt.Errorf("file %s is altered", name))
			}
			files++
		default:
			return m, badBackup(fmt.Errorf("unexpected entry %q", entry.Name))
		}
	}
}

func writeSynced(path string, r io.Reader) (sum string, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", fileError(err)
	}
	digest := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, digest), r)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "", errors.Join(badBackup(err), f.Close())
	}
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", fileError(err)
	}
	return hex.EncodeToString(digest.Sum(nil)), nil
}

// renewIncarnation gives the unpacked database a new name for what it writes from now on, if the key beside it is its own.
func renewIncarnation(part string) error {
	bolt, err := bbolt.Open(filepath.Join(part, FileName), 0o600, nil)
	if err != nil {
		return badBackup(err)
	}
	err = bolt.Update(func(file *bbolt.Tx) error {
		tx := newBoltTx(file)
		if err := checkUnpackedKey(tx, part); err != nil {
			return err
		}
		p, err := readPosition(tx)
		if err != nil {
			return err
		}
		return p.begin(tx)
	})
	return errors.Join(err, bolt.Close())
}

// moveIn swaps the databases by one renaming: a power cut leaves the old one or the new one, never half of each.
func moveIn(dir, part string, m Manifest) error {
	files, err := os.ReadDir(filepath.Join(part, filesDir))
	if err != nil {
		return fileError(err)
	}
	for _, f := range files {
		home := filepath.Join(dir, filesDir, f.Name()[:2])
		if err := errors.Join(os.MkdirAll(home, 0o700),
			os.Rename(filepath.Join(part, filesDir, f.Name()), filepath.Join(home, f.Name())), syncDir(home)); err != nil {
			return fileError(err)
		}
	}
	suffix := fmt.Sprintf(".before-%d-%s", m.Seq, randomHex(4))
	if err := errors.Join(keepAside(dir, FileName, suffix), bringKey(dir, part, suffix)); err != nil {
		return fileError(err)
	}
	if err := os.Rename(filepath.Join(part, FileName), filepath.Join(dir, FileName)); err != nil {
		return fileError(err)
	}
	return errors.Join(syncDir(dir), settleKey(dir), syncDir(dir))
}

// keepAside gives a file a second name, under which it stays when the first one goes to another.
func keepAside(dir, name, suffix string) error {
	return ignoreMissing(os.Link(filepath.Join(dir, name), filepath.Join(dir, name+suffix)))
}
