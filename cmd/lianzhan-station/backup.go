package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"lianzhan/store"
)

func backupCommand(data *string) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "备份全部数据到一个文件，不用停机",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withClient(cmd.Context(), *data, func(ctx context.Context, c *client) error {
				stream, err := c.do(ctx, http.MethodGet, "/backup", nil, nil)
				if err != nil {
					return err
				}
				defer stream.Close()
				if err := writeFile(args[0], stream); err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "备份好了：%s\n", args[0])
				return err
			})
		},
	}
}

// writeFile keeps a stream whole or not at all: a temporary name, synced, renamed.
func writeFile(path string, from io.Reader) error {
	part, err := os.CreateTemp(filepath.Dir(path), ".part-")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	_, err = io.Copy(part, from)
	if err := errors.Join(err, part.Sync(), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}

func restoreCommand(data *string) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "从备份恢复；先停掉服务，原来的数据库会留着",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			file, err := os.Open(args[0])
			if err != nil {
				return fmt.Errorf("读不到备份 %s：%w", args[0], err)
			}
			defer file.Close()
			m, err := store.Restore(*data, file)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "恢复好了：%s 的备份，%d 条变更，%d 个文件。\n", m.Made, m.Seq, m.Files)
			return err
		},
	}
}

func verifyCommand(data *string) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "核对变更记录有没有被改动",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withClient(cmd.Context(), *data, func(ctx context.Context, c *client) error {
				var v verified
				if err := c.ask(ctx, http.MethodGet, "/verify", nil, nil, &v); err != nil {
					return err
				}
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "%d 条变更，前后相连，没有被改动。\n", v.Changes)
				return err
			})
		},
	}
}
