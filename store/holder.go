package store

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"
)

// claim takes the lock a running store would hold, so that nobody works on the file meanwhile.
func claim(path string) (release func() error, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return func() error { return nil }, nil
	}
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil || !stillNamed(path, f) {
		return nil, errors.Join(openError(path, bolterrors.ErrTimeout), f.Close())
	}
	return f.Close, nil
}

// holder names the process that has a file locked, as /proc/locks tells it.
func holder(path string) string {
	const unknown = "查不到是哪个程序"
	var stat syscall.Stat_t
	locks, err := os.Open("/proc/locks")
	if err != nil || syscall.Stat(path, &stat) != nil {
		return unknown
	}
	defer locks.Close()
	inode := fmt.Sprintf(":%d", stat.Ino)
	for lines := bufio.NewScanner(locks); lines.Scan(); {
		// 1: FLOCK  ADVISORY  WRITE 1234 fe:00:5678 0 EOF
		f := strings.Fields(lines.Text())
		if len(f) >= 6 && strings.HasSuffix(f[5], inode) {
			name, _ := os.ReadFile("/proc/" + f[4] + "/comm")
			return fmt.Sprintf("进程 %s %s", f[4], strings.TrimSpace(string(name)))
		}
	}
	return unknown
}
