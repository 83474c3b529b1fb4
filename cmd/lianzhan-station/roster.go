package main

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
)

// withClient runs a verb against whoever holds the data.
func withClient(ctx context.Context, data string, work func(context.Context, *client) error) error {
	c, err := dial(data)
	if err != nil {
		return err
	}
	err = work(ctx, c)
	if closing := c.close(); err == nil {
		err = closing
	}
	return err
}

func importCommand(data *string) *cobra.Command {
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
			return withClient(cmd.Context(), *data, func(ctx context.Context, c *client) error {
				query := url.Values{"name": {filepath.Base(args[0])}, "dry_run": {strconv.FormatBool(dryRun)},
					"county_city": {strconv.FormatBool(countyCity)}}
				var report desk.Report
				if err := c.ask(ctx, http.MethodPost, "/import", query, sheet, &report); err != nil {
					return err
				}
				return report.Print(cmd.OutOrStdout())
			})
		},
	}
	deputies.Flags().BoolVar(&dryRun, "dry-run", false, "只预览，什么也不改")
	deputies.Flags().BoolVar(&countyCity, "county-city", false, "表里的“市”是县级市")
	parent.AddCommand(deputies)
	return parent
}

func exportCommand(data *string) *cobra.Command {
	return &cobra.Command{
		Use:   "export [FILE]",
		Short: "导出代表花名册（csv，可再导入）",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withClient(cmd.Context(), *data, func(ctx context.Context, c *client) error {
				sheet, err := c.do(ctx, http.MethodGet, "/export", nil, nil)
				if err != nil {
					return err
				}
				defer sheet.Close()
				if len(args) == 1 {
					return writeFile(args[0], sheet)
				}
				_, err = io.Copy(cmd.OutOrStdout(), sheet)
				return err
			})
		},
	}
}
