package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// backup is a copy of a box's data, and what had been acknowledged to its people before it was begun.
type backup struct {
	file string
	last map[string]int
}

const mostBackups = 2

// keep makes a backup of the county and the village while they work.
func (t *tree) keep(ctx context.Context) error {
	for _, b := range []*box{t.county, t.village} {
		made := backup{file: filepath.Join(t.dir, fmt.Sprintf("%s-%d.tar", b.name, t.book.count())), last: map[string]int{}}
		for _, h := range b.hands {
			made.last[h.name] = t.book.last(h.name)
		}
		if out, err := exec.CommandContext(ctx, b.program, "backup", made.file, "--data", b.data).CombinedOutput(); err != nil {
			return fmt.Errorf("backup of the %s: %w: %s", b.name, err, out)
		}
		if t.old[b] = append(t.old[b], made); len(t.old[b]) > mostBackups {
			if err := os.Remove(t.old[b][0].file); err != nil {
				return err
			}
			t.old[b] = t.old[b][1:]
		}
	}
	return nil
}

// restoring takes the disk of a box away and puts a backup in its place. What was acknowledged there after the backup and had
// not reached the neighbour is gone with the disk; all else has to come back by itself.
func (t *tree) restoring(name string, b, neighbour *box) fault {
	return fault{name, 2, func(ctx context.Context) error {
		if err := b.fall(); err != nil {
			return err
		}
		from := t.old[b][t.moments.IntN(len(t.old[b]))]
		for _, h := range b.hands {
			t.book.forget(h.name, from.last[h.name], func(n int) bool { return neighbour.keeps(ctx, h, n) })
		}
		if err := os.RemoveAll(filepath.Join(b.data, "files")); err != nil {
			return err
		}
		if out, err := exec.CommandContext(ctx, b.program, "restore", from.file, "--data", b.data).CombinedOutput(); err != nil {
			return fmt.Errorf("restore of the %s: %w: %s", b.name, err, out)
		}
		return sweep(b.data)
	}, func(ctx context.Context) error { return t.rise(ctx, b) }}
}

// sweep deletes what a restore laid aside.
func sweep(data string) error {
	aside, err := filepath.Glob(filepath.Join(data, "*.before-*"))
	for _, path := range aside {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}
