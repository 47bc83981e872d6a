# %% [markdown]
# # From looking to checking
# A shop's orders: loaded, looked at, cleaned, joined with the customers, added up. Nothing is asserted, and everything is
# looked at.
# %%
import pandas as pd
# %%
orders = pd.read_csv("data/orders.csv")
orders.head()
# %%
orders.shape
# %%
orders.dtypes
# %% [markdown]
# ## Can it be used?
# Not every order has a rating. Everything else should be there.
# %%
orders.isna().sum()
# %%
orders["order_id"].is_unique
# %%
orders["status"].value_counts()
# %%
orders["quantity"].min(), orders["quantity"].max()
# %%
orders["price"].describe()
# %% [markdown]
# ## Cleaning
# Open orders do not count yet, and a missing rating counts as the usual one.
# %%
done = orders[orders["status"] != "open"].copy()
done["rating"] = done["rating"].fillna(done["rating"].median())
done.isna().sum().sum()
# %%
print(len(done), "of", len(orders), "orders are done")
# %% [markdown]
# ## With the customers
# Each order belongs to one customer; joining must not lose or repeat any.
# %%
customers = pd.read_csv("data/customers.csv")
customers["customer_id"].duplicated().sum()
# %%
sales = done.merge(customers, on="customer_id", how="left")
sales["region"].isna().sum()
# %%
len(sales) == len(done)
# %%
sales["revenue"] = sales["quantity"] * sales["price"]
sales["revenue"].min()
# %%
sales["region"].unique()
# %%
sales.groupby("region")["revenue"].sum()
