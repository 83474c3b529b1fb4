package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
	"unsafe"
)

// disk is a file system of its own that can lose its power. It needs root and a loop device.
type disk struct {
	image, dir string
	mounted    bool
}

const imageSize = 256 << 20

func newDisk(home string) (*disk, error) {
	d := &disk{image: filepath.Join(home, "disk.img"), dir: filepath.Join(home, "disk")}
	file, err := os.Create(d.image)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(file.Truncate(imageSize), file.Close(), os.Mkdir(d.dir, 0o700)); err != nil {
		return nil, err
	}
	return d, tool("mkfs.ext4", "-q", d.image)
}

func (d *disk) on() error {
	err := tool("mount", "-o", "loop", d.image, d.dir)
	d.mounted = err == nil
	return err
}

// off unmounts; whoever died on the disk may take a moment to let go of it.
func (d *disk) off() error {
	var err error
	for range 50 {
		if err = tool("umount", d.dir); err == nil {
			d.mounted = false
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

// FS_IOC_SHUTDOWN and its flag to drop the journal's unwritten part, as a power cut does (linux/fs.h).
const (
	fsShutdown = 0x8004587d
	noLogFlush = uint32(2)
)

// cut takes the power away: from now on nothing reaches the disk, and what was only in memory is gone.
func (d *disk) cut() error {
	root, err := os.Open(d.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	flag := noLogFlush
	if _, _, no := syscall.Syscall(syscall.SYS_IOCTL, root.Fd(), fsShutdown, uintptr(unsafe.Pointer(&flag))); no != 0 {
		return fmt.Errorf("shutting %s down: %w", d.dir, no)
	}
	return nil
}

func tool(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %v: %w: %s", name, args, err, out)
	}
	return nil
}
