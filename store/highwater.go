package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"lianzhan/station"
)

const (
	markName   = "highwater"
	markFormat = "%32s %020d\n" // epoch, log number; always as long, so that it is written over in place
	markEvery  = time.Second
)

// highWater says beside the database how far its log once reached: a database that was put back by hand does not know
// itself that it is an old one.
type highWater struct {
	lock    sync.Mutex
	file    *os.File
	epoch   string
	seq     uint64
	written time.Time
}

// openMark holds the log against the mark. One that stands lower begins another life.
func (db *DB) openMark() error {
	file, err := os.OpenFile(filepath.Join(db.dir, markName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return station.Invalid("data_dir_unusable", "数据目录 %s 不能用。", db.dir).Because(err)
	}
	db.mark.use(file)
	var epoch string
	var seq uint64
	if found, _ := fmt.Fscanf(io.NewSectionReader(file, 0, 64), markFormat, &epoch, &seq); found != 2 {
		return nil // the first start
	}
	if err := db.load(); err != nil { // after the mark was read: another process may be raising it
		return err
	}
	if at := db.stands.Load(); epoch != at.Epoch || seq <= at.Seq {
		return nil // as it should be, or the mark of another life
	}
	if err := db.Reincarnate(context.Background()); err != nil {
		return err
	}
	slog.Warn("the database is older than this folder: another epoch begins", "head", db.Seq(), "highwater", seq,
		"origin", db.Origin())
	return nil
}

func (m *highWater) use(file *os.File) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.file = file
}

// raise notes how far the log reaches, at most once a second: the mark may lag, it must never lead.
func (m *highWater) raise(p position) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.epoch, m.seq = p.Epoch, p.Seq
	if m.file == nil || time.Since(m.written) < markEvery {
		return
	}
	m.written = time.Now()
	if err := m.write(); err != nil {
		slog.Warn("the high-water mark was not written", "error", err)
	}
}

func (m *highWater) write() error {
	_, err := m.file.WriteAt(fmt.Appendf(nil, markFormat, m.epoch, m.seq), 0)
	return err
}

func (m *highWater) close() error {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.file == nil {
		return nil
	}
	err := errors.Join(m.write(), m.file.Close())
	m.file = nil
	return err
}
