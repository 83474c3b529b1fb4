// Package verbs is the command line of the store: backup, restore, verify, files, and what they ask of a running server.
package verbs

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"github.com/spf13/cobra"

	"lianzhan/store"
	"lianzhan/web/console"
)

// Commands are the verbs, for a program whose data is reached by a way.
func Commands(way console.Way) []*cobra.Command {
	return []*cobra.Command{backupCommand(way), restoreCommand(way), verifyCommand(way), filesCommand(way)}
}

func backupCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "备份全部数据到一个文件，不用停机",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return way.Run(cmd.Context(), func(ctx context.Context, c *console.Client) error {
				stream, err := c.Do(ctx, http.MethodGet, "/backup", nil, nil)
				if err != nil {
					return err
				}
				defer stream.Close()
				if err := console.Keep(args[0], stream); err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "备份好了：%s\n", args[0])
				return err
			})
		},
	}
}

func restoreCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "从备份恢复；先停掉服务，原来的数据库会留着",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if way.Elsewhere() {
				return store.ErrElsewhere
			}
			file, err := os.Open(args[0])
			if err != nil {
				return fmt.Errorf("读不到备份 %s：%w", args[0], err)
			}
			defer file.Close()
			m, err := store.Restore(*way.Data, file)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "恢复好了：%s 的备份，%d 条变更，%d 个文件。\n", m.Made, m.Seq, m.Files)
			return err
		},
	}
}

func verifyCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "核对变更记录有没有被改动",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return console.Ask(cmd.Context(), way, console.Get("/verify"), func(v verified) error {
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "%d 条变更，前后相连，没有被改动。\n", v.Changes)
				return err
			})
		},
	}
}
