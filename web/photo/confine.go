package photo

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// What one photo may cost its process.
const (
	cpuSeconds  = 5
	memoryBytes = 256 << 20 // of private memory that can be written, beyond what the program has when it starts
	openFiles   = 16
)

// Confine bounds this process for the rest of its life. Reservations of address space are Go's way of working, so
// memory is bounded where it is used (RLIMIT_DATA), not where it is reserved. Soft and hard CPU limits are equal because
// Go ignores the warning signal and only the hard limit kills.
func Confine() error {
	debug.SetMemoryLimit(memoryBytes * 3 / 4)
	started, err := writable()
	if err != nil {
		return err
	}
	for _, limit := range []struct {
		resource  int
		now, most uint64
	}{
		{unix.RLIMIT_CORE, 0, 0},
		{unix.RLIMIT_FSIZE, 0, maxConverted},
		{unix.RLIMIT_NOFILE, openFiles, openFiles},
		{unix.RLIMIT_CPU, cpuSeconds, cpuSeconds},
		{unix.RLIMIT_DATA, started + memoryBytes, started + memoryBytes},
	} {
		// prlimit, for the unit's filter of system calls refuses setrlimit.
		if err := unix.Prlimit(0, limit.resource, &unix.Rlimit{Cur: limit.now, Max: limit.most}, nil); err != nil {
			return fmt.Errorf("bound resource %d: %w", limit.resource, err)
		}
	}
	return nil
}

// writable is how many bytes of private memory this process can write now, as the kernel counts them for RLIMIT_DATA
// (proc_pid_status(5), VmData).
func writable() (uint64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmData:"); ok {
			kilobytes, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
			return kilobytes << 10, err
		}
	}
	return 0, errors.New("the kernel does not say how much memory this process has")
}
