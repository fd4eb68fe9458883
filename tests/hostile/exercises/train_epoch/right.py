def train_epoch(net, batches, loss, updater):
    for X, y in batches:
        updater.zero_grad()
        loss(net(X), y).backward()
        updater.step()
