package main

import (
	"compress/gzip"
	"context"
	"io"
	"os"
)

// measureSize weighs the binary, which carries the pages and all else a box needs.
func measureSize(_ context.Context, b *bench) error {
	file, err := os.Open(b.program)
	if err != nil {
		return err
	}
	defer file.Close()
	var packed count
	zip := gzip.NewWriter(&packed)
	size, err := io.Copy(zip, file)
	if err != nil {
		return err
	}
	if err := zip.Close(); err != nil {
		return err
	}
	b.line("station: binary", "MB", sample{float64(size) / 1e6}, hold{})
	b.line("station: binary, gzipped as in a package", "MB", sample{float64(packed) / 1e6}, atMost(25))
	return nil
}

// count is a writer that only counts.
type count int64

func (c *count) Write(p []byte) (int, error) {
	*c += count(len(p))
	return len(p), nil
}
