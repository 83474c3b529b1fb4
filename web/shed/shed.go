// Package shed gives back the memory that only the start of a program needed.
package shed

import (
	"bufio"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
)

// settled is when a start counts as over: the first pages have been asked for and what they need once has run.
const settled = 3 * time.Second

// Later gives back what only the start needed once the start is over. stop ends the wait for it.
func Later() (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-done:
		case <-time.After(settled):
			start()
		}
	}()
	return func() {
		close(done)
		<-ended
	}
}

// start lets go of memory freed since, and of pages of the program itself - code that ran once, tables read once. These
// are clean copies of the file; what is needed after all is mapped again from the page cache.
func start() {
	debug.FreeOSMemory()
	if err := pages(); err != nil {
		slog.Warn("the pages of the start stay in memory", "err", err)
	}
}

// pages lets go of what is mapped of the program's file.
func pages() error {
	self, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return err
	}
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return err
	}
	defer maps.Close()
	lines := bufio.NewScanner(maps)
	for lines.Scan() {
		// 00400000-00de2000 r-xp 00000000 fe:00 1234 /usr/bin/lianzhan-station
		f := strings.Fields(lines.Text())
		if len(f) != 6 || f[5] != self || f[1] != "r-xp" && f[1] != "r--p" {
			continue
		}
		var from, to uintptr
		if _, err := fmt.Sscanf(f[0], "%x-%x", &from, &to); err != nil {
			return err
		}
		if _, _, errno := syscall.Syscall(syscall.SYS_MADVISE, from, to-from, syscall.MADV_DONTNEED); errno != 0 {
			return errno
		}
	}
	return lines.Err()
}
