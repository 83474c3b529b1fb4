// Package verbs is the command line of the desk: accounts, rosters, and records kept by hand, and what these verbs ask of a
// running server.
package verbs

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhan/desk"
	"lianzhan/web/console"
)

func importCommand(way console.Way) *cobra.Command {
	parent := &cobra.Command{Use: "import", Short: "导入表格"}
	var dryRun, countyCity bool
	deputies := &cobra.Command{
		Use:   "deputies FILE",
		Short: "导入代表花名册（xlsx 或 csv），可以反复导入",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			sheet, err := os.ReadFile(args[0])
			if err != nil {
				return fmt.Errorf("读不到文件 %s：%w", args[0], err)
			}
			query := url.Values{"name": {filepath.Base(args[0])}, "dry_run": {strconv.FormatBool(dryRun)},
				"county_city": {strconv.FormatBool(countyCity)}}
			return console.Ask(cmd.Context(), way, console.Post("/import", sheet).With(query), func(report desk.Report) error {
				return report.Print(cmd.OutOrStdout())
			})
		},
	}
	deputies.Flags().BoolVar(&dryRun, "dry-run", false, "只预览，什么也不改")
	deputies.Flags().BoolVar(&countyCity, "county-city", false, "表里的“市”是县级市")
	parent.AddCommand(deputies)
	return parent
}

func exportCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "export [FILE]",
		Short: "导出代表花名册（csv，可再导入）",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return way.Run(cmd.Context(), func(ctx context.Context, c *console.Client) error {
				sheet, err := c.Do(ctx, http.MethodGet, "/export", nil, nil)
				if err != nil {
					return err
				}
				defer sheet.Close()
				if len(args) == 1 {
					return console.Keep(args[0], sheet)
				}
				_, err = io.Copy(cmd.OutOrStdout(), sheet)
				return err
			})
		},
	}
}
